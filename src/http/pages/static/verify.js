/*
 * The one script of these pages, and only of the check page: drop, paste and camera, each a quicker way into the form that stands there without it.
 * It loads nothing but the QR reader beside it, sends nothing but that form, and gives every word from the page's own <template>.
 */

/** Longest edge of what the QR reader looks at: more is slower and finds no more. */
const STILL = 1600;
const FRAME = 800;
const BETWEEN_LOOKS_MS = 100;
const HINT_AFTER_MS = 10_000;

const template = document.querySelector('template[data-quicker]');
const form = template.closest('form');
const field = (name) => form.elements.namedItem(name);
const link = field('link');
const file = field('file');
const text = field('text');

const page = template.content.cloneNode(true);
const part = (name) => page.querySelector(`[data-part=${name}]`);
const [start, stop, view, picture, said] = ['start', 'stop', 'view', 'picture', 'said'].map(part);
if (navigator.mediaDevices === undefined) start.remove();
template.replaceWith(page);

/** Says one of the sentences that the page brought along. */
const tell = (sentence) => (said.textContent = sentence === undefined ? '' : said.dataset[sentence]);

/* What was given, into the form */

const isText = (given) => /^\s*\{/.test(given) || /^[\w-]+\.[\w-]+\.[\w-]+(~.*)?\s*$/.test(given);

/** One thing at a time: whatever else was filled in gives way. */
function give(given) {
  [link, file, text].forEach((one) => (one.value = ''));
  if (given instanceof FileList) file.files = given;
  else (isText(given) ? text : link).value = given.trim();
  form.requestSubmit();
}

/** A picture may carry a credential inside, or only show the code of one. */
async function giveFiles(files) {
  tell();
  give((files.length === 1 ? await codeIn(files[0]) : undefined) ?? files);
}

/* The QR reader */

let reader;
/** Loaded when first needed. It is no module and leaves itself behind as a global. */
const qrReader = () => (reader ??= import('./jsqr.js').then(() => globalThis.jsQR));

const canvas = document.createElement('canvas');
const drawing = canvas.getContext('2d', { willReadFrequently: true });

async function look(image, [width, height], most) {
  const scale = Math.min(1, most / Math.max(width, height));
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
  const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
  return (await qrReader())(data, canvas.width, canvas.height)?.data || undefined;
}

/** The code that a picture shows; undefined for any other file, and for a badge that carries its credential. */
async function codeIn(one) {
  if (!/^image\/(?!svg)/.test(one.type) || (await one.text()).includes('openbadge')) return undefined;
  try {
    const image = await createImageBitmap(one);
    return await look(image, [image.width, image.height], STILL);
  } catch {
    return undefined; // no picture after all: the server says what it is
  }
}

/* The camera */

let stream;
const isOpen = () => stream !== undefined;

function close() {
  stream?.getTracks().forEach((track) => track.stop());
  stream = undefined;
  view.hidden = true;
  start.hidden = false;
}

const REFUSALS = { NotAllowedError: 'refused', SecurityError: 'refused', NotFoundError: 'absent', OverconstrainedError: 'absent' };

async function open() {
  tell('opening');
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
    picture.srcObject = stream;
    await picture.play();
  } catch (error) {
    close();
    return tell(REFUSALS[error.name] ?? 'busy');
  }
  tell('looking');
  view.hidden = false;
  start.hidden = true;
  stop.focus();
  await watch();
}

const pause = () => new Promise((done) => setTimeout(done, BETWEEN_LOOKS_MS));

/** Looks until there is a code, or the camera is closed. */
async function watch() {
  const hintAt = Date.now() + HINT_AFTER_MS;
  for (let hinted = false; isOpen(); await pause()) {
    const code = await look(picture, [picture.videoWidth, picture.videoHeight], FRAME);
    if (code !== undefined && isOpen()) {
      close();
      tell('found');
      return give(code);
    }
    if (!hinted && Date.now() > hintAt) {
      tell('slow');
      hinted = true;
    }
  }
}

start.addEventListener('click', () => void open());
stop.addEventListener('click', () => {
  close();
  tell();
  start.focus();
});
addEventListener('pagehide', close);

/* Drop and paste, anywhere on the page; a picture of a code that was chosen as a file */

const sheet = form.closest('.sheet');
const lit = (on) => sheet.classList.toggle('dropping', on);

document.addEventListener('dragover', (event) => {
  event.preventDefault();
  lit(true);
});
document.addEventListener('dragleave', (event) => event.relatedTarget === null && lit(false));
document.addEventListener('drop', (event) => {
  event.preventDefault();
  lit(false);
  taken(event.dataTransfer);
});
document.addEventListener('paste', (event) => {
  const typing = event.target.closest?.('input, textarea') !== null;
  if (typing && event.clipboardData.files.length === 0) return;
  event.preventDefault();
  taken(event.clipboardData);
});

function taken(transfer) {
  if (transfer.files.length > 0) return void giveFiles(transfer.files);
  const words = transfer.getData('text/plain');
  if (words.trim() !== '') give(words);
}

file.addEventListener('change', async () => {
  const [chosen, ...others] = file.files;
  const code = chosen && others.length === 0 && (await codeIn(chosen));
  if (code && file.files[0] === chosen) give(code);
});
