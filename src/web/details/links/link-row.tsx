// One invite link: the address to copy, what is left of it, and the way to end it.
import { Check, Copy } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Outcome } from '#client/model.ts';
import type { Invite } from '#protocol/chat.ts';
import { invitePath } from '#web/app/places.ts';
import { nameSaid } from '#web/faces/name.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { copyText } from '#web/tab/copy-text.ts';
import { exactTimeOf, shortDateTimeOf } from '#web/words/dates.ts';
import { detailsWords } from '#web/words/details.ts';
import { plural } from '#web/words/words.ts';
import styles from './links.module.css';

/** `fresh`: it was made a moment ago, and is the one to copy. */
export function LinkRow({
  link,
  fresh,
  onEnd,
}: {
  link: Invite;
  fresh: boolean;
  onEnd: () => Promise<Outcome>;
}) {
  const { invites } = detailsWords;
  const address = `${location.origin}${invitePath(link.code)}`;
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean>();
  const { busy, wrong, run } = useAct();
  const copy = async (): Promise<void> => {
    const done = await copyText(address);
    setCopied(done);
    if (!done) field.current?.select();
  };
  return (
    <li className={styles.link} data-fresh={fresh}>
      <div className={styles.address}>
        <input
          ref={field}
          readOnly
          dir="ltr"
          aria-label={invites.link}
          value={address}
          onFocus={({ target }) => target.select()}
        />
        <Button
          small
          look={fresh && !copied ? 'main' : 'plain'}
          aria-label={copied ? undefined : invites.copyNamed(address)}
          onClick={() => void copy()}
        >
          <Icon of={copied ? Check : Copy} size={16} />
          {copied ? invites.copied : invites.copy}
        </Button>
      </div>
      <div className={styles.about}>
        <span title={link.expiresAt === undefined ? undefined : exactTimeOf(link.expiresAt)}>
          {leftOf(link)}
        </span>
        <Button
          look="word"
          busy={busy}
          aria-label={invites.endNamed(address)}
          onClick={() => void run(onEnd())}
        >
          {invites.end}
        </Button>
      </div>
      <p role="alert" className={styles.wrong}>
        {copied === false ? invites.notCopied : wrong}
      </p>
    </li>
  );
}

function leftOf({ by, expiresAt, usesLeft }: Invite): string {
  const { invites } = detailsWords;
  const until =
    expiresAt === undefined ? invites.always : invites.until(shortDateTimeOf(expiresAt));
  const left = usesLeft === undefined ? invites.anybody : invites.left(usesLeft, plural);
  return [until, left, invites.by(nameSaid(by))].join(invites.between);
}
