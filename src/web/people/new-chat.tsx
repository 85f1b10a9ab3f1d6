// Starting a chat: somebody to talk with, or a step further to a new group, a new room, the rooms there are.

import type { LucideIcon } from 'lucide-react';
import { DoorOpen, Hash, Users } from 'lucide-react';
import { useState } from 'react';
import type { DialogEnds } from '#web/app/dialogs.ts';
import { useKith } from '#web/app/kith.ts';
import { chatPath } from '#web/app/places.ts';
import { Line } from '#web/faces/line.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { Sheet } from '#web/sheets/sheet.tsx';
import { more } from '#web/words/more.ts';
import { MakeChat } from './make-chat.tsx';
import styles from './new-chat.module.css';
import { PeopleFinder } from './people-finder.tsx';
import { Rooms } from './rooms.tsx';

type Step = 'who' | 'group' | 'room' | 'rooms';

const TITLES: Readonly<Record<Step, string>> = {
  who: more.newChat.title,
  group: more.newChat.group,
  room: more.newChat.room,
  rooms: more.rooms.title,
};

const STEPS: readonly (readonly [Exclude<Step, 'who'>, LucideIcon, string, string])[] = [
  ['group', Users, more.newChat.group, more.newChat.groupHint],
  ['room', Hash, more.newChat.room, more.newChat.roomHint],
  ['rooms', DoorOpen, more.newChat.rooms, more.newChat.roomsHint],
];

/** One dialog with steps; back leads to the first. */
export function NewChat({ onClose, onGo }: DialogEnds) {
  const [step, setStep] = useState<Step>('who');
  const { client } = useKith();
  const open = (chat: string): void => onGo(chatPath(chat));
  return (
    <Sheet
      title={TITLES[step]}
      onClose={onClose}
      onBack={step === 'who' ? undefined : () => setStep('who')}
      tall
    >
      {step === 'who' && (
        <PeopleFinder
          onChoose={({ id }) => open(client.directWith(id))}
          between={<Steps onStep={setStep} />}
        />
      )}
      {(step === 'group' || step === 'room') && <MakeChat key={step} kind={step} onMade={open} />}
      {step === 'rooms' && <Rooms onOpen={open} />}
    </Sheet>
  );
}

function Steps({ onStep }: { onStep: (step: Step) => void }) {
  return (
    <div className={styles.steps}>
      {STEPS.map(([step, icon, name, hint]) => (
        <button key={step} type="button" onClick={() => onStep(step)}>
          <Line
            face={
              <span className={styles.sign}>
                <Icon of={icon} />
              </span>
            }
            name={name}
            below={hint}
          />
        </button>
      ))}
    </div>
  );
}
