import { IMAGE_CARRIERS } from '../formats/baked/index.js';
import { createAttachments } from '../paper/attachments.js';
import { QR_PICTURE } from '../paper/qr-picture.js';
import type { Carrier } from '../verify/ports.js';

/** Every kind of file that a credential can be carried in; what a picture carries inside comes before what it shows. */
export const createCarriers = (): readonly Carrier[] => [createAttachments(), ...IMAGE_CARRIERS, QR_PICTURE];
