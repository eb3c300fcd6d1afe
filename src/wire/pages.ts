import { textsFor } from '../http/pages/texts.js';
import { createPages, type Pages } from '../paper/page/index.js';
import { badgeWordsOf } from './badge-words.js';
import { paperWordsOf } from './paper-words.js';

/** The page that a Europass viewer shows, in the pages' words. */
export const createAwardPages = (): Pages =>
  createPages((language) => {
    const texts = textsFor([language]);
    return { paper: paperWordsOf(texts), badge: badgeWordsOf(texts) };
  });
