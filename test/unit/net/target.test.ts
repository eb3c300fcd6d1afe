import { describe, expect, it } from '@jest/globals';
import { targetOf } from '../../../src/net/target.js';

describe('an address of others', () => {
  it.each(['https://a.example/x?y#z', 'https://a.example:8443/', 'HTTPS://A.EXAMPLE'])('is gone to: %s', (address) => {
    expect(targetOf(address)).toBeInstanceOf(URL);
  });

  it.each([
    ['', 'url-invalid'],
    ['/relative', 'url-invalid'],
    ['http://a.example/', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['gopher://a.example/', 'not-https'],
    ['data:application/json,{}', 'not-https'],
    ['https://user@a.example/', 'credentials-in-url'],
    ['https://user:word@a.example/', 'credentials-in-url'],
    ['https://a.example@127.0.0.1/', 'credentials-in-url'],
    ['https://127.0.0.1/', 'ip-literal'],
    ['https://8.8.8.8/', 'ip-literal'],
    ['https://0x7f.1/', 'ip-literal'],
    ['https://2130706433/', 'ip-literal'],
    ['https://017700000001/', 'ip-literal'],
    ['https://127.1/', 'ip-literal'],
    ['https://①②⑦.0.0.1/', 'ip-literal'],
    ['https://[::1]/', 'ip-literal'],
    ['https://[::ffff:10.0.0.1]/', 'ip-literal'],
    ['https://%31%32%37.0.0.1/', 'ip-literal'],
    ['https://[fe80::1%25eth0]/', 'url-invalid'],
    ['https://printer.corp/', 'host-not-public'],
    [`https://a.example/${'x'.repeat(2048)}`, 'url-invalid'],
    ['https://localhost/', 'host-not-public'],
    ['https://localhost:3000/', 'host-not-public'],
    ['https://localhost./', 'host-not-public'],
    ['https://LOCALHOST/', 'host-not-public'],
    ['https://db/', 'host-not-public'],
    ['https://a.localhost/', 'host-not-public'],
    ['https://metadata.google.internal/', 'host-not-public'],
    ['https://printer.local/', 'host-not-public'],
    ['https://a.example./', 'host-not-public'],
    ['https://a.example:22/', 'port-refused'],
    ['https://a.example:25/', 'port-refused'],
  ])('is refused: %s (%s)', (address, why) => {
    expect(targetOf(address)).toBe(why);
  });

  it.each([
    ['https://uni.example/', true],
    ['https://a.uni.example/', false],
    ['https://x.edu.example/', true],
    ['https://edu.example/', false],
    ['https://evil-edu.example/', false],
    ['https://uni.example.evil.example/', false],
  ])('is gone to where the operator lets it be asked, only: %s', (address, allowed) => {
    const target = targetOf(address, { allowed: ['uni.example', '.edu.example'] });
    expect(target instanceof URL ? true : target).toBe(allowed || 'outside-allow-list');
  });

  it('is taken from where it was found, when it is a redirect', () => {
    expect(String(targetOf('/next', { base: new URL('https://a.example/x') }))).toBe('https://a.example/next');
    expect(targetOf('//127.0.0.1/', { base: new URL('https://a.example/x') })).toBe('ip-literal');
  });
});
