import QRCode from 'qrcode';
import { MM } from './sheet.js';

/** Printed so wide, without its quiet zone. */
export const QR_WIDTH_MM = 25;
/** Cameras of ordinary phones read no smaller ones reliably: the symbol grows rather than its modules shrink. */
export const LEAST_MODULE_MM = 0.4;
/** ISO/IEC 18004, 9.1. */
const QUIET_MODULES = 4;

export interface QrSymbol {
  /** Modules on a side. */
  readonly modules: number;
  readonly moduleMm: number;
  /** Points; the quiet zone included. */
  readonly size: number;
  /** Each run of dark modules in a row: points from the corner of the quiet zone. */
  readonly runs: readonly { readonly x: number; readonly y: number; readonly width: number; readonly height: number }[];
}

/** An address as a QR code that withstands folds and stains: level Q, which restores a quarter of it, if the modules stay large enough. */
export function qrSymbol(url: string): QrSymbol {
  const { modules } = roomiest(url);
  const moduleMm = Math.max(QR_WIDTH_MM / modules.size, LEAST_MODULE_MM);
  const module = moduleMm * MM;
  const rows = Array.from({ length: modules.size }, (_, row) => Array.from({ length: modules.size }, (_, column) => (modules.get(row, column) ? '1' : '0')).join(''));
  const runs = rows.flatMap((row, y) => [...row.matchAll(/1+/g)].map((run) => ({ x: (run.index + QUIET_MODULES) * module, y: (y + QUIET_MODULES) * module, width: run[0].length * module, height: module })));
  return { modules: modules.size, moduleMm, size: (modules.size + 2 * QUIET_MODULES) * module, runs };
}

function roomiest(url: string): QRCode.QRCode {
  const [strong, middle, weak] = (['Q', 'M', 'L'] as const).map((errorCorrectionLevel) => QRCode.create(url, { errorCorrectionLevel })) as [QRCode.QRCode, QRCode.QRCode, QRCode.QRCode];
  return [strong, middle].find(({ modules }) => QR_WIDTH_MM / modules.size >= LEAST_MODULE_MM) ?? weak;
}
