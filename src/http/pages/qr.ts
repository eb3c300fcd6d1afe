import QRCode from 'qrcode';

// ISO/IEC 18004: level M restores 15 % of damage, the quiet zone is four modules.
const OPTIONS = { errorCorrectionLevel: 'M', margin: 4 } as const;

/** The address as a QR code, an SVG document. */
export const qrSvg = (url: string): Promise<string> => QRCode.toString(url, { ...OPTIONS, type: 'svg' });

/** The address as a QR code, large enough to print at 28 mm. */
export const qrPng = (url: string): Promise<Buffer> => QRCode.toBuffer(url, { ...OPTIONS, type: 'png', scale: 10 });
