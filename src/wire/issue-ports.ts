import { reject } from '../core/errors.js';
import type { Id } from '../core/model.js';
import type { Caller } from '../http/deps.js';
import type { Kit } from './kit.js';

/** `IssuePorts`. */
export const issuePorts = ({ deps, store, signer, timeStamp, pages }: Kit) => ({
  ...deps,
  pageOf: pages,
  ...(timeStamp && { timeStamp }),
  ...store.organisations,
  ...store.achievements,
  ...store.batches,
  ...store.results,
  ...store.pending,
  ...store.reserving,
  ...store.keeping,
  activeKeys: store.signingKeys.activeKeys,
  sign: ({ id }: { readonly id: Id }, data: Uint8Array) => signer.sign(id, data),
});

/** In whose name, and by whom. */
export const posting = ({ organisationId, name }: Caller): { readonly organisationId: Id; readonly actor: string } => ({
  organisationId: organisationId ?? reject('forbidden', "This is done with an organisation's own key."),
  actor: name,
});
