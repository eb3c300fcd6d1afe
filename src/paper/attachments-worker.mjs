import { parentPort } from 'node:worker_threads';

// A stranger's PDF is opened here and nowhere else: no network, no fonts, no code of its own, and memory counted as it is asked for, because
// what a typed array holds is not counted among what the thread was allowed.
const MIB = 1024 * 1024;
const ONE_ARRAY = 32 * MIB;
const ALL_ARRAYS = 256 * MIB;
const MAX_CONTENTS = 16 * MIB;
/** Pages whose notes are looked through for attached files. */
const MAX_PAGES = 100;

let asked = 0;
let tooLarge = false;
// Every kind of them: a picture's filter may stand before an attached file as well, and each asks for another.
for (const { name } of [Uint8Array, Uint8ClampedArray, Int8Array, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array, ArrayBuffer]) {
  globalThis[name] = new Proxy(globalThis[name], {
    construct(target, args, newTarget) {
      if (typeof args[0] === 'number') {
        const bytes = args[0] * (target.BYTES_PER_ELEMENT ?? 1);
        asked += bytes;
        tooLarge ||= bytes > ONE_ARRAY || asked > ALL_ARRAYS;
        if (tooLarge) throw new RangeError('too much');
      }
      return Reflect.construct(target, args, newTarget);
    },
  });
}
delete globalThis.DecompressionStream;
delete globalThis.fetch;

const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
await import('pdfjs-dist/legacy/build/pdf.worker.mjs');

parentPort.once('message', async (data) => {
  parentPort.postMessage(await read(data));
});
parentPort.postMessage({ ready: true });

async function read(data) {
  try {
    const contents = await contentsOf(data);
    const size = contents.reduce((sum, { length }) => sum + length, 0);
    return tooLarge || size > MAX_CONTENTS ? { fault: 'too-complex' } : { contents };
  } catch (error) {
    if (tooLarge) return { fault: 'too-complex' };
    return { fault: error?.name === 'PasswordException' ? 'encrypted' : 'broken' };
  }
}

async function contentsOf(data) {
  const task = getDocument({ data, isEvalSupported: false, disableFontFace: true, useSystemFonts: false, useWasm: false, enableXfa: false, verbosity: VerbosityLevel.ERRORS });
  const document = await task.promise;
  const files = Object.values((await document.getAttachments()) ?? {});
  for (let page = 1; page <= Math.min(document.numPages, MAX_PAGES); page++) {
    const annotations = await (await document.getPage(page)).getAnnotations();
    files.push(...annotations.flatMap(({ file }) => (file ? [file] : [])));
  }
  return files.flatMap(({ content }) => (content instanceof Uint8Array ? [new Uint8Array(content)] : []));
}
