import { X509Certificate } from 'node:crypto';

/** Who a certificate says that its key is of. */
export interface Subject {
  readonly organisation?: string;
  readonly commonName?: string;
  readonly country?: string;
  readonly organizationIdentifier?: string;
}

export function subjectOf(chain: readonly Uint8Array[]): Subject {
  const [leaf] = chain;
  if (leaf === undefined) return {};
  const { O, CN, C, organizationIdentifier } = new X509Certificate(leaf).toLegacyObject().subject as unknown as Readonly<Record<string, string | undefined>>;
  return Object.fromEntries(Object.entries({ organisation: O, commonName: CN, country: C, organizationIdentifier }).filter(([, value]) => typeof value === 'string'));
}
