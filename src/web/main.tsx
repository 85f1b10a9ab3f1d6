// The entry: puts the browser's platform, the client's door and the page together. Knows no screen but the first.
import { createRoot } from 'react-dom/client';
import { openDoor } from '#client/door.ts';
import { Start } from './app/start.tsx';
import { Guard } from './guard/guard.tsx';
import { browserPlatform } from './platform/browser-platform.ts';
import { followSettings } from './tab/settings.ts';
import { followViewHeight } from './tab/view-height.ts';
import { tellLanguage } from './words/words.ts';
import './styles/base.css';

const page = document.getElementById('app');
if (page) {
  tellLanguage(document.documentElement);
  followSettings();
  followViewHeight();
  createRoot(page).render(
    <Guard>
      <Start door={openDoor(browserPlatform())} />
    </Guard>,
  );
}
