// Where one writes: a box that grows, what goes with the words, and the tools around it. Keys are in press.ts, what is sent
// and refused in use-sending.ts.
import { type ClipboardEvent, type RefObject, useCallback, useEffect, useRef } from 'react';
import type { Conversation, PersonView, WritingView } from '#client/model.ts';
import { onDemand } from '#web/app/on-demand.tsx';
import { CompletionList } from '#web/complete/completion-list.tsx';
import { insertText } from '#web/complete/insert-text.ts';
import { useCompletion } from '#web/complete/use-completion.ts';
import { isTouch } from '#web/tab/media.ts';
import { settings } from '#web/tab/settings.ts';
import { useView } from '#web/tab/use-view.ts';
import { composerWords } from '#web/words/composer.ts';
import { words } from '#web/words/words.ts';
import { AddFiles } from './adding/add-files.tsx';
import { DropHere } from './adding/drop-here.tsx';
import { droppedFiles, pastedFiles } from './adding/local-files.ts';
import { useDrop } from './adding/use-drop.ts';
import styles from './composer.module.css';
import { press } from './press.ts';
import { Says } from './says.tsx';
import { EmojiTool, type LastAct, LastTool } from './tools.tsx';
import { Tray } from './tray/tray.tsx';
import { useFitHeight } from './use-fit-height.ts';
import { type Sending, useSending } from './use-sending.ts';
import { type MentionableHere, useSources } from './use-sources.ts';
import { useTypeAnywhere } from './use-type-anywhere.ts';
import { mayRecord } from './voice/recorder.ts';
import { type Recording, useRecording } from './voice/use-recording.ts';
import { WritingBar } from './writing-bar.tsx';

const AskAll = onDemand(async () => (await import('./ask-all.tsx')).AskAll);
const VoiceBar = onDemand(async () => (await import('./voice/voice-bar.tsx')).VoiceBar);

/** A chat's or a wall's place to write. While it is not known whether one may post, nothing is sent. */
export interface ComposerProps extends MentionableHere {
  readonly conversation: Conversation;
  /** Of the chat, as it stands in “Message to …”. */
  readonly name: string;
  readonly mayPost: boolean;
  readonly members?: readonly PersonView[] | undefined;
  /** With oneself; for the question before @all. */
  readonly memberCount?: number | undefined;
  readonly placeholder?: string | undefined;
}

/** To be keyed by its conversation. */
export function Composer(props: ComposerProps) {
  const { conversation, mayPost, mayMentionAll = false, memberCount = 0 } = props;
  const box = useRef<HTMLTextAreaElement>(null);
  const focus = useCallback(() => box.current?.focus({ preventScroll: true }), []);
  const tells = mayMentionAll ? memberCount - 1 : 0;
  const sending = useSending({ conversation, mayPost, tells });
  const { refuse, add } = sending;
  const recording = useRecording({
    refuse: (said) => refuse({ said }),
    done: (file) => conversation.sendFile(file),
  });
  const isOver = useDrop((data) => {
    const { files, folders } = droppedFiles(data);
    add(files);
    if (folders) refuse({ said: composerWords.folder });
    focus();
  });
  const records = recording.recorder !== undefined;
  useFocus(box, sending.writing, records);
  return (
    <footer className={styles.compose}>
      <Says sending={sending} onDone={focus} />
      {records && (
        <div className={styles.standIn}>
          <VoiceBar recording={recording} />
        </div>
      )}
      <div className={styles.well} hidden={records}>
        <WritingBar writing={sending.writing} conversation={conversation} onEnd={focus} />
        {!sending.writing.editing && (
          <Tray tray={conversation.tray} attachments={sending.attachments} onLeft={focus} />
        )}
        <Line {...props} box={box} sending={sending} recording={recording} />
      </div>
      {isOver && <DropHere />}
      {sending.asking && (
        <AskAll
          count={tells}
          onSend={() => sending.send(true)}
          onClose={() => sending.dontSend()}
        />
      )}
    </footer>
  );
}

interface LineProps extends ComposerProps {
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly sending: Sending;
  readonly recording: Recording;
}

/** The box with its tools. */
function Line(props: LineProps) {
  const { box, sending, recording, mayPost, placeholder = words.composer.hint } = props;
  const { text, change, add, refusal } = sending;
  const { editing } = sending.writing;
  const well = useRef<HTMLDivElement>(null);
  const { enter } = useView(settings);
  const completion = useCompletion({ box, text, setText: change, sources: useSources(props) });
  useFitHeight(box, text);
  useTypeAnywhere(box);
  const send = (): void => {
    box.current?.focus({ preventScroll: true });
    sending.send();
  };
  const acts = { enter, send, cancel: sending.cancel, up: sending.editLast };
  const putIn = (emoji: string): void => {
    const { current } = box;
    if (!current) return;
    const { selectionStart: from, selectionEnd: to } = current;
    insertText(current, { from, to, text: emoji }, change);
  };
  return (
    <div ref={well} className={styles.box}>
      {!editing && <AddFiles onPick={add} />}
      <textarea
        ref={box}
        rows={1}
        value={text}
        dir="auto"
        placeholder={editing ? composerWords.editLabel : placeholder}
        aria-label={editing ? composerWords.editLabel : words.composer.label(props.name)}
        aria-invalid={refusal !== undefined || undefined}
        enterKeyHint={enter === 'send' ? 'send' : 'enter'}
        {...completion.aria}
        onChange={({ target }) => change(target.value)}
        onKeyDown={(event) => {
          if (!completion.press(event)) press(event, acts);
        }}
        onPaste={(event) => paste(event, sending)}
      />
      <EmojiTool onPick={putIn} />
      <LastTool act={lastAct(sending, mayPost)} onSend={send} onRecord={recording.start} />
      <CompletionList view={completion.list} over={well} />
    </div>
  );
}

function lastAct({ writing, isEmpty }: Sending, mayPost: boolean): LastAct {
  if (writing.editing) return 'save';
  if (!isEmpty) return 'send';
  return mayRecord && mayPost ? 'record' : 'none';
}

function paste(event: ClipboardEvent, { add, isTooLong }: Sending): void {
  const files = pastedFiles(event.clipboardData);
  add(files);
  if (files.length > 0 || isTooLong(event.clipboardData.getData('text/plain'))) {
    event.preventDefault();
  }
}

/** The focus is in the box when it comes, when one begins to answer or to edit, and after a recording. */
function useFocus(
  box: RefObject<HTMLTextAreaElement | null>,
  { reply, editing }: WritingView,
  records: boolean,
): void {
  useEffect(() => {
    if (!isTouch() && !records) box.current?.focus({ preventScroll: true });
  }, [box, records]);
  const answered = reply?.seq;
  useEffect(() => {
    if (answered === undefined && !editing) return undefined;
    const begin = (): void => {
      const { current } = box;
      if (!current || current === document.activeElement) return;
      current.focus({ preventScroll: true });
      current.setSelectionRange(current.value.length, current.value.length);
    };
    begin();
    // A menu that has led here gives the focus back when it goes.
    const timer = window.setTimeout(begin, AFTER_MENU_MS);
    return () => window.clearTimeout(timer);
  }, [box, answered, editing]);
}

const AFTER_MENU_MS = 250;
