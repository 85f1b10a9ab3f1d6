// What is on the stage while somebody is signed in: the face with its screen, pictures and mouse, and what it may do outside.
import type { Timer } from '#base/clock.ts';
import type { Client } from '#client/model.ts';
import type { Platform } from '#client/platform.ts';
import type { Outside } from '../face/desk.ts';
import { Face } from '../face/face.ts';
import type { Place } from '../face/talk.ts';
import { Frames } from '../lines/frame.ts';
import { mousePressed } from '../mouse/mouse-pressed.ts';
import { openPictures, type Pictures } from '../pictures/pictures.ts';
import type { Target } from '../pipe/options.ts';
import { clock } from '../platform/clock.ts';
import { keepSession } from '../platform/sessions.ts';
import { safeLine } from '../text/safe.ts';
import { words } from '../words.ts';
import type { Shown, Stage } from './stage.ts';

const STAYED_MS = 1_000;
const LAST = 'terminal:last';
const MOUSE = 'terminal:mouse';

/** Somebody who is signed in. `place`: what the server is called; `mouse`: they want it, this time at least. */
export interface SignedIn {
  readonly target: Target;
  readonly stage: Stage;
  readonly platform: Platform & { readonly token: string | undefined };
  readonly client: Client;
  readonly place: string;
  readonly mouse: boolean;
}

/** Shows the client until one leaves. */
export async function talk(signedIn: SignedIn): Promise<void> {
  const { stage, platform, client } = signedIn;
  const { storage } = platform;
  const me = client.account.get().id;
  const last = lastOpen((id) => remember(signedIn, LAST, id));
  const face = new Face(
    client,
    outsideOf(signedIn, last.is, { face: () => face, pictures: () => pictures }),
  );
  const pictures = picturesFor(signedIn, () => {
    frames.forget();
    face.changed();
  });
  const frames = new Frames(pictures);
  const stop = client.connection.subscribe(() => {
    if (client.connection.get().state === 'open') pictures.retry();
  });
  stage.atEnd(() => {
    stop();
    last.keep();
    pictures.close();
    face.close();
    client.close();
  });
  if (signedIn.mouse || (await storage.get(me, MOUSE)) === 'on') stage.mouse.set(true);
  const id = await storage.get(me, LAST);
  if (id !== undefined) face.open({ kind: 'chat', id });
  stage.show(shownOf(face, frames));
  return stage.left;
}

interface Parts {
  face(): Face;
  pictures(): Pictures;
}

function remember({ platform, client }: SignedIn, key: string, value: string | undefined): void {
  const me = client.account.get().id;
  platform.storage.set(me, key, value).catch(() => undefined);
}

/** Keeps which chat was open last, when one has stayed there, or leaves: writing it takes longer than opening it. */
function lastOpen(keep: (id: string) => void): { is(place: Place): void; keep(): void } {
  let timer: Timer | undefined;
  let last: string | undefined;
  const keepNow = (): void => {
    timer?.cancel();
    if (last !== undefined) keep(last);
    last = undefined;
  };
  return {
    is({ id }) {
      timer?.cancel();
      last = id;
      timer = clock.after(STAYED_MS, keepNow);
    },
    keep: keepNow,
  };
}

function outsideOf(signedIn: SignedIn, opened: (place: Place) => void, parts: Parts): Outside {
  const { target, stage, client, place } = signedIn;
  return {
    origin: target.server,
    placeName: place,
    ring: (text) => stage.ring(safeLine(text)),
    leave: stage.leave,
    redraw() {
      parts.pictures().restart();
      stage.redraw();
    },
    mouse: {
      isOn: stage.mouse.isOn,
      set(on) {
        stage.mouse.set(on);
        remember(signedIn, MOUSE, on ? 'on' : undefined);
      },
    },
    remember: opened,
    async signOut() {
      const outcome = await client.signOut();
      if (!outcome.ok) {
        parts.face().say(words.lost);
        return;
      }
      await keepSession(target.folder, target.server, undefined);
      stage.leave();
    },
  };
}

function picturesFor({ target, stage, platform }: SignedIn, came: () => void): Pictures {
  const write = stage.ask((answer) => pictures.answered(answer));
  const pictures = openPictures({
    origin: target.server,
    env: process.env,
    token: () => platform.token,
    write,
    came,
  });
  return pictures;
}

function shownOf(face: Face, frames: Frames): Shown {
  return {
    subscribe: face.subscribe,
    frame: () => frames.frame(face),
    press: (press) => (press.at ? mousePressed(face, press, press.at) : face.press(press)),
    resize: (columns, rows) => face.resize(columns, rows),
    drawn: () => face.drawn(),
  };
}
