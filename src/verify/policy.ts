import type { Policy } from './report.js';

/** `seal` and `holder` are required only of formats that have them; those formats bring their own rows. */
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
    seal: 'off',
    trust: 'require',
    elements: 'warn',
    endorsements: 'warn',
    holder: 'off',
  },
};

/** For somebody who has other means of knowing the issuer: everything but who vouches for it. */
export const withoutTrust = (policy: Policy): Policy => ({ name: 'trust-off', levels: { ...policy.levels, trust: 'off' } });
