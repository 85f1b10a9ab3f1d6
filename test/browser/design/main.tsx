// The design page: the real app before a fake server, in the state that the address names (?state=crowded).
import { createRoot } from 'react-dom/client';
import { Start } from '#web/app/start.tsx';
import { followSettings } from '#web/tab/settings.ts';
import { followViewHeight } from '#web/tab/view-height.ts';
import { tellLanguage } from '#web/words/words.ts';
import '#web/styles/base.css';
import { fakeDoor } from './fake-door.ts';
import { DOOR_STATES, stateIn } from './states.ts';
import { enterAs } from './tab-account.ts';

const page = document.getElementById('app');
const state = stateIn(location.search);
if (page) {
  if (!DOOR_STATES.includes(state)) enterAs();
  tellLanguage(document.documentElement);
  const direction = new URLSearchParams(location.search).get('dir');
  if (direction === 'rtl') document.documentElement.dir = direction;
  followSettings();
  followViewHeight();
  createRoot(page).render(<Start door={fakeDoor(state)} />);
}
