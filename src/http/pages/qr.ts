import { type Request } from 'express';
import QRCode from 'qrcode';
import { type Guard, type Route } from '../route.js';

// ISO/IEC 18004: level M restores 15 % of damage, the quiet zone is four modules.
const OPTIONS = { errorCorrectionLevel: 'M', margin: 4 } as const;

/** The address as a QR code, an SVG document. */
export const qrSvg = (url: string): Promise<string> => QRCode.toString(url, { ...OPTIONS, type: 'svg' });

/** The address as a QR code, large enough to print at 28 mm. */
const qrPng = (url: string): Promise<Buffer> => QRCode.toBuffer(url, { ...OPTIONS, type: 'png', scale: 10 });

interface Coded {
  readonly path: string;
  readonly guards: readonly Guard[];
  url(req: Request): Promise<string>;
}
/** The code of a link as pictures to take away. */
export const qrRoutes = ({ path, guards, url }: Coded): readonly Route[] => [
  ['get', `${path}/qr.png`, guards, async (req, res) => void res.type('image/png').send(await qrPng(await url(req)))],
  ['get', `${path}/qr.svg`, guards, async (req, res) => void res.type('image/svg+xml').send(await qrSvg(await url(req)))],
];
