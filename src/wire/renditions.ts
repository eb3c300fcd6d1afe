import type { NationalSystem } from '../catalogue/national-systems.js';
import type { Renderer } from '../claim/ports.js';
import { bakePng, bakeSvg } from '../formats/baked/index.js';
import type { Badges } from '../paper/badge/index.js';
import { createPaper } from '../paper/index.js';
import { paperWords } from './paper-words.js';

/** Every rendition there is, in the order a learner is offered them. */
export const createRenderers = (nationalSystems: ReadonlyMap<string, NationalSystem>, badges: Badges): readonly Renderer[] => [
  createPaper({ words: paperWords, nationalSystem: (key) => nationalSystems.get(key) }),
  ...pictures(badges),
];

/** The badge image with the signed document in it, drawn in the language of the award. No letters are missing: what cannot be drawn is left to the code. */
function pictures(badges: Badges): readonly Renderer[] {
  const withheld = (): undefined => undefined;
  return [
    {
      id: 'png',
      mediaType: 'image/png',
      extension: '.png',
      withheld,
      render: async ({ award, document }) => bakePng(await badges.png(award), document),
    },
    {
      id: 'svg',
      mediaType: 'image/svg+xml',
      extension: '.svg',
      withheld,
      render: async ({ award, document }) => Promise.resolve(bakeSvg(badges.svg(award), document)),
    },
  ];
}
