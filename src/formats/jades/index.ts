export { checkJades } from './check.js';
export { looksLikeJws, readJades, type Jades } from './read.js';
export { sealJson, type SealJsonOptions } from './seal-json.js';
