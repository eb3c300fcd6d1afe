import { IMAGE_CARRIERS } from '../formats/baked/index.js';
import { createAttachments } from '../paper/attachments.js';
import type { Carrier } from '../verify/ports.js';

/** Every kind of file that a credential can be carried in. */
export const createCarriers = (): readonly Carrier[] => [createAttachments(), ...IMAGE_CARRIERS];
