import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import QRCode from 'qrcode';

const [WIDTH, HEIGHT] = [640, 480];

/**
 * What a camera would see of this code: an uncompressed film (YUV4MPEG2, 4:2:0) of a few equal frames, in a file that Chromium plays as its camera.
 * Made from the modules of the code itself: no encoder is needed.
 */
export function filmOf(code: string): string {
  const { modules } = QRCode.create(code, { errorCorrectionLevel: 'M' });
  const scale = Math.floor(HEIGHT / (modules.size + 8));
  const [left, top] = [WIDTH, HEIGHT].map((edge) => Math.floor((edge - modules.size * scale) / 2)) as [number, number];
  const luma = Buffer.alloc(WIDTH * HEIGHT, 235);
  for (let y = 0; y < modules.size * scale; y++) {
    for (let x = 0; x < modules.size * scale; x++) if (modules.get(Math.floor(y / scale), Math.floor(x / scale))) luma[(top + y) * WIDTH + left + x] = 16;
  }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc((WIDTH * HEIGHT) / 2, 128)]);
  const path = join(mkdtempSync(join(tmpdir(), 'tm-camera-')), 'code.y4m');
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420\n`), frame, frame, frame]));
  return path;
}
