// How what can be done with a message is done in one conversation, and the menu or picker that is open beside one.
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Conversation, MessageItem } from '#client/model.ts';
import { type Dialogs, useDialogs, type Where } from '#web/app/dialogs.ts';
import { useKith } from '#web/app/kith.ts';
import { onDemand } from '#web/app/on-demand.tsx';
import { messagePath, personPath } from '#web/app/places.ts';
import { copyText } from '#web/tab/copy-text.ts';
import type { MessageActs, Opening } from './acts.ts';
import type { MessageAct } from './around/message-menu.tsx';
import { useMentionOf } from './use-mention-of.ts';

const Menu = onDemand(async () => (await import('./around/message-menu.tsx')).MessageMenu);
const Emoji = onDemand(async () => (await import('./around/emoji-beside.tsx')).EmojiBeside);

/** What a conversation's messages can be asked for, besides what they allow themselves. */
export interface Place {
  readonly conversation: Conversation;
  readonly where: Where;
  readonly has: ReadonlySet<MessageAct>;
}

interface Opened {
  readonly item: MessageItem;
  readonly what: Opening;
  readonly beside: Element;
}

/** `goTo` shows another message; `open` is what has to be rendered, and `at` the key of the message beside which. */
export function useMessageActs(place: Place, goTo: MessageActs['goTo']) {
  const { client } = useKith();
  const dialogs = useDialogs();
  const [opened, setOpened] = useState<Opened>();
  const showPerson = useCallback(
    (user: string) => dialogs.open({ name: 'person', user }),
    [dialogs],
  );
  const mentionOf = useMentionOf(client, showPerson);
  const { conversation, where } = place;
  const acts = useMemo<MessageActs>(
    () => ({
      retry: (command) => conversation.retry(command),
      remove: (command) => conversation.remove(command),
      react: (item, emoji) => toggle(conversation, item, emoji),
      reply: (item) => conversation.replyTo(item.seq),
      forward: ({ seq }) => seq !== undefined && dialogs.open({ name: 'forward', where, seq }),
      copy: ({ text }) => void copyText(text),
      open: (item, what, beside) => setOpened({ item, what, beside }),
      goTo,
      showPictures: (pictures, at) => dialogs.open({ name: 'pictures', pictures, at }),
      showPerson,
      mentionOf,
    }),
    [conversation, where, dialogs, goTo, showPerson, mentionOf],
  );
  const close = useCallback(() => setOpened(undefined), []);
  const act = useAct(place, dialogs, acts);
  return { acts, open: opened && drawn(opened, { place, acts, act, close }), at: opened?.item.key };
}

interface Around {
  readonly place: Place;
  readonly acts: MessageActs;
  readonly act: (opened: Opened, name: MessageAct) => void;
  readonly close: () => void;
}

function drawn(opened: Opened, { place, acts, act, close }: Around): ReactNode {
  const { item, what, beside } = opened;
  const react = (emoji: string): void => acts.react(item, emoji);
  if (what === 'emoji') return <Emoji beside={beside} onPick={react} onClose={close} />;
  return (
    <Menu
      item={item}
      beside={beside}
      has={place.has}
      onAct={(name) => act(opened, name)}
      onReact={react}
      onClose={close}
    />
  );
}

function toggle(conversation: Conversation, item: MessageItem, emoji: string): void {
  const { seq, reactions } = item;
  const mine = reactions.some((one) => one.emoji === emoji && one.mine);
  if (seq !== undefined) conversation.react(seq, emoji, !mine);
}

/** What an entry of the menu does. */
function useAct({ conversation, where }: Place, dialogs: Dialogs, acts: MessageActs) {
  const { client } = useKith();
  return ({ item, beside }: Opened, name: MessageAct): void => {
    const { seq } = item;
    if (seq === undefined) return;
    const doing: Readonly<Record<MessageAct, () => void>> = {
      react: () => acts.open(item, 'emoji', beside),
      reply: () => conversation.replyTo(seq),
      edit: () => conversation.edit(seq),
      forward: () => dialogs.open({ name: 'forward', where, seq }),
      copy: () => acts.copy(item),
      copyLink: () => void copyText(linkTo(client, where, seq)),
      pin: () => conversation.pin(seq, !item.pinned),
      markUnread: () => 'chat' in where && void client.chat(where.chat).setState({ unread: true }),
      seen: () => dialogs.open({ name: 'seen', where, seq }),
      history: () => dialogs.open({ name: 'history', where, seq }),
      hide: () => conversation.hide(seq),
      erase: () => conversation.erase(seq),
    };
    doing[name]();
  };
}

function linkTo(client: ReturnType<typeof useKith>['client'], where: Where, seq: number): string {
  if ('chat' in where) return `${location.origin}${messagePath(where.chat, seq)}`;
  const username = client.wall(where.wall).head.get().person?.username ?? where.wall;
  return `${location.origin}${personPath(username, seq)}`;
}
