import { createFormats, createReaders } from '../formats/index.js';
import { createSecuring } from '../formats/securing/index.js';
import { loadDocuments } from '../store/documents.js';

/** What credentials are read, judged and written by. Nothing of it remembers anybody's: each thread has its own. */
export function createReading() {
  const documents = loadDocuments();
  const formats = createFormats(documents);
  return { documents, formats, readers: createReaders(formats, documents), securing: createSecuring(documents) };
}
