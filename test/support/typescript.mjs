/** `node --import ./test/support/typescript.mjs FILE.ts`: runs the sources as they are, for tests that need a process of their own. */
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { transform } from '@swc/core';

if (isMainThread && !import.meta.url.includes('?hooks')) register(`${import.meta.url}?hooks`);

/** Sources name each other as they will be called when built. */
export async function resolve(specifier, context, next) {
  try {
    return await next(specifier, context);
  } catch (error) {
    const source = /^\.{1,2}\/.*\.js$/.test(specifier) && error.code === 'ERR_MODULE_NOT_FOUND';
    if (!source) throw error;
    return next(specifier.replace(/\.js$/, '.ts'), context).catch(() => next(specifier.replace(/\.js$/, '.tsx'), context));
  }
}

export async function load(url, context, next) {
  if (!/\.tsx?$/.test(url)) return next(url, context);
  const { code } = await transform(await readFile(fileURLToPath(url), 'utf8'), {
    filename: fileURLToPath(url),
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic', importSource: 'preact' } },
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  });
  return { format: 'module', source: code, shortCircuit: true };
}
