import type { Renderer } from '../claim/ports.js';
import type { Carrier } from '../verify/ports.js';

/** Every rendition there is, in the order a learner is offered them. */
export const createRenderers = (): readonly Renderer[] => [];

/** Every kind of file that a credential can be carried in. */
export const createCarriers = (): readonly Carrier[] => [];
