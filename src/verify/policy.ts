import type { Policy } from './report.js';

/** `seal` is answered of formats that are sealed by certificate, and is not applicable to the others; `holder` is absent unless somebody showed a holder's key. */
export const DEFAULT_POLICY: Policy = {
  name: 'default',
  levels: {
    format: 'require',
    context: 'require',
    schema: 'require',
    signature: 'require',
    'issuer-key': 'require',
    'unsigned-content': 'require',
    validity: 'require',
    status: 'require',
    seal: 'require',
    trust: 'require',
    elements: 'warn',
    endorsements: 'warn',
    holder: 'require',
  },
};

/** For somebody who has other means of knowing the issuer: everything but who vouches for it. */
export const withoutTrust = (policy: Policy): Policy => ({ name: 'trust-off', levels: { ...policy.levels, trust: 'off' } });
