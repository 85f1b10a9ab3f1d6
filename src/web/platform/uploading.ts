// Sending files up from a browser: small ones in one request that shows how far it is, large ones in pieces (tus 1.0) that
// go on where a broken connection left them.
import type { LocalFile } from '#client/model.ts';
import type { HttpAnswer, Preview, Sending } from '#client/platform.ts';

/** From here on pieces pay. */
const PIECES_FROM = 4 * 1024 * 1024;
const PIECE_BYTES = 8 * 1024 * 1024;
const RETRY_MS = [0, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000];

/** Begins to send; see Platform.upload. */
export function upload(
  account: string,
  file: LocalFile,
  told: (progress: number) => void,
): Sending {
  return file.size < PIECES_FROM ? inOne(account, file, told) : inPieces(account, file, told);
}

function inOne(account: string, file: LocalFile, told: (progress: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<HttpAnswer>((resolve, reject) => {
    const lost = (): void => reject(new Error('the upload was lost'));
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) told(loaded / total);
    });
    request.addEventListener('load', () => {
      resolve({ status: request.status, body: parse(request.responseText) });
    });
    request.addEventListener('error', lost);
    request.addEventListener('abort', lost);
    request.open('POST', `/api/v1/blobs?${describe(file)}`);
    request.setRequestHeader('kith-account', account);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.send(file.source as Blob);
  });
  return { done, cancel: () => request.abort() };
}

function inPieces(account: string, file: LocalFile, told: (progress: number) => void): Sending {
  let cancelled = false;
  let stop = (): void => undefined;
  const done = import('tus-js-client').then(
    ({ Upload }) =>
      new Promise<HttpAnswer>((resolve, reject) => {
        const sending = new Upload(file.source as Blob, {
          endpoint: '/api/v1/uploads',
          chunkSize: PIECE_BYTES,
          retryDelays: RETRY_MS,
          headers: { 'kith-account': account },
          metadata: Object.fromEntries(new URLSearchParams(describe(file))),
          storeFingerprintForResuming: false,
          onProgress: (sent, total) => told(total > 0 ? sent / total : 0),
          onSuccess: ({ lastResponse }) =>
            // When the last answer was lost, only the header of the next one says what came of it.
            resolve({
              status: 201,
              body: parse(lastResponse.getBody() || (lastResponse.getHeader('upload-blob') ?? '')),
            }),
          onError: (error) => settle(error, resolve, reject),
        });
        stop = () => {
          void sending.abort(true).catch(() => undefined);
          reject(new Error('the upload was cancelled'));
        };
        if (cancelled) stop();
        else sending.start();
      }),
  );
  return {
    done,
    cancel: () => {
      cancelled = true;
      stop();
    },
  };
}

/** An answer is an answer, also when it refuses; everything else is a lost connection. */
function settle(
  error: unknown,
  resolve: (answer: HttpAnswer) => void,
  reject: (fault: unknown) => void,
): void {
  const { originalResponse } = error as {
    originalResponse?: { getStatus(): number; getBody(): string } | null;
  };
  const status = originalResponse?.getStatus() ?? 0;
  if (originalResponse && status >= 400) {
    resolve({ status, body: parse(originalResponse.getBody()) });
  } else {
    reject(error);
  }
}

/** Name and, for recorded messages, length and waveform, as the server's query takes them. */
function describe({ name, voice }: LocalFile): string {
  const said = new URLSearchParams({ name });
  if (voice) {
    said.set('voice', 'true');
    said.set('durationMs', String(Math.round(voice.durationMs)));
    said.set('waveform', voice.waveform.map((bar) => bar.toString(32)).join(''));
  }
  return said.toString();
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** How a picture looks, read by the browser itself; undefined when it cannot show it. */
export async function preview({ type, source }: LocalFile): Promise<Preview | undefined> {
  if (!type.startsWith('image/') || type === 'image/svg+xml') return undefined;
  const picture = new Image();
  const url = URL.createObjectURL(source as Blob);
  try {
    picture.src = url;
    await picture.decode();
    return { url, width: picture.naturalWidth, height: picture.naturalHeight };
  } catch {
    URL.revokeObjectURL(url);
    return undefined;
  }
}
