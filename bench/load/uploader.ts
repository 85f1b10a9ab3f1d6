// A process of its own: one person who uploads pictures as a camera makes them, two at a time as a browser does, while the
// others talk. Started by a message from the bench; says when all are there, or what was refused.
import { request } from 'node:http';
import sharp from 'sharp';

/** Who uploads how many. */
export interface Album {
  readonly port: number;
  readonly token: string;
  readonly pictures: number;
}

/** What the uploader can be told. `go` begins, `left` asks how many are still to come. */
export type AlbumWord = 'go' | 'left';

/** How far it has come. */
export interface Uploaded {
  readonly left: number;
  /** Of one picture. */
  readonly bytes: number;
}

const AT_ONCE = 2;
const WIDTH = 4_000;
const HEIGHT = 3_000;

/** Twelve megapixels that are as hard to encode as a photograph: soft shapes and the grain of a sensor. */
async function photograph(): Promise<Buffer> {
  const soft = { type: 'gaussian', mean: 128, sigma: 60 } as const;
  const grain = { type: 'gaussian', mean: 128, sigma: 13 } as const;
  const shapes = await sharp({
    create: { width: 40, height: 30, channels: 3, background: '#888', noise: soft },
  })
    .png()
    .toBuffer();
  const noise = await sharp({
    create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#888', noise: grain },
  })
    .png({ compressionLevel: 0 })
    .toBuffer();
  return sharp(shapes)
    .resize(WIDTH, HEIGHT, { kernel: 'cubic', fit: 'fill' })
    .composite([{ input: noise, blend: 'soft-light' }])
    .jpeg({ quality: 88 })
    .toBuffer();
}

function upload({ port, token }: Album, picture: Buffer, name: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg' };
  const path = `/api/v1/blobs?name=${name}`;
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', method: 'POST', path, headers }, (answer) => {
      let text = '';
      answer.setEncoding('latin1').on('data', (some: string) => {
        text += some;
      });
      answer.on('end', () => {
        if (answer.statusCode === 201 && text.includes('"image"')) resolve();
        else reject(new Error(`a picture was refused: ${text}`));
      });
    });
    asked.on('error', reject).end(picture);
  });
}

async function main(): Promise<void> {
  const album = JSON.parse(process.argv[2] ?? '{}') as Album;
  const picture = await photograph();
  let [next, left] = [0, album.pictures];
  const uploadAll = async (): Promise<void> => {
    while (next < album.pictures) {
      next += 1;
      await upload(album, picture, `${next}.jpg`);
      left -= 1;
    }
  };
  const say = (): void => void process.send?.({ left, bytes: picture.length } satisfies Uploaded);
  process.on('message', (word: AlbumWord) => {
    if (word === 'go') {
      [next, left] = [0, album.pictures];
      for (let at = 0; at < AT_ONCE; at += 1) void uploadAll();
    }
    say();
  });
  process.on('disconnect', () => process.exit());
  say();
}

await main();
