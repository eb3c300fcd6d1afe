import { LOCAL_REGISTER } from '../../../trust/register.js';
import { outside, say, type Value } from './message.js';

/** A register by its name: ours in the reader's language, others as they call themselves. */
export const registerName = (name: string): Value => (name === LOCAL_REGISTER.source ? say('registers.local') : outside(name));
export const authorityName = (name: string): Value => (name === LOCAL_REGISTER.authority ? say('registers.localAuthority') : outside(name));

/** Several in one sentence. */
export const registerNames = ([first = '', ...more]: readonly string[]): Value => (more.length === 0 ? registerName(first) : outside([first, ...more].join(', ')));
