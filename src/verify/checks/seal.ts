import { skip, type Finding } from '../../core/finding.js';

/** Certificate chain and time stamp: neither format read today is sealed by a certificate. */
export const checkSeal = (): Finding => skip('seal', 'not-applicable');
