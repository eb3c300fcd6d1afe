import { createServer, request as httpsRequest } from 'node:https';
import type { RequestListener } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';

/** A certificate for a.example and b.example that nobody but these tests trusts, and its key, which guards nothing. */
export const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBzjCCAXSgAwIBAgIUSSaNh4+++zx8/O4Q4PCtpQ5OodkwCgYIKoZIzj0EAwIw
KzEpMCcGA1UEAwwgdGVzdCBzZXJ2ZXIgb2YgdGhlIGd1YXJkZWQgZmV0Y2gwIBcN
MjYxMTIyMDAwOTI3WhgPMjEyNjEwMjkwMDA5MjdaMCsxKTAnBgNVBAMMIHRlc3Qg
c2VydmVyIG9mIHRoZSBndWFyZGVkIGZldGNoMFkwEwYHKoZIzj0CAQYIKoZIzj0D
AQcDQgAE91tJK4oVN58pY1yfoYTrmhPcngsCbPz8w59XcuGatDGoIu4AxKoQtZYy
PeTEbjuGSFj58W1PmMqPvYM8jTos46N0MHIwHQYDVR0OBBYEFJd5ZOhjYJdMccfN
5cIDjC0zgqc2MB8GA1UdIwQYMBaAFJd5ZOhjYJdMccfN5cIDjC0zgqc2MB8GA1Ud
EQQYMBaCCWEuZXhhbXBsZYIJYi5leGFtcGxlMA8GA1UdEwEB/wQFMAMBAf8wCgYI
KoZIzj0EAwIDSAAwRQIhALfgkWIgjLG9ouWfzkzmKpkNmvNqUeFkp8u80qzN1kiG
AiAJiafRNoUSpKaAAG0hZQShiObNmd1pgxIkJS9qxL5S5A==
-----END CERTIFICATE-----`;
export const PRIVATE_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgvNlOmnTDYW6/AXlm
h4qcvaWzxwyD296KyPWs8dTIoL+hRANCAAT3W0krihU3nyljXJ+hhOuaE9yeCwJs
/PzDn1dy4Zq0Magi7gDEqhC1ljI95MRuO4ZIWPnxbU+Yyo+9gzyNOizj
-----END PRIVATE KEY-----`;

export interface TestServer {
  /** `https.request` to this server, whatever the address, after the look-up that was asked for has agreed. */
  readonly request: typeof httpsRequest;
  readonly requests: { readonly host: string; readonly path: string; readonly headers: Readonly<Record<string, unknown>> }[];
  readonly port: number;
  close(): Promise<void>;
}

export async function startServer(listener: RequestListener): Promise<TestServer> {
  const requests: TestServer['requests'] = [];
  const server = createServer({ cert: CERTIFICATE, key: PRIVATE_KEY }, (req, res) => {
    requests.push({ host: req.headers.host ?? '', path: req.url ?? '', headers: req.headers });
    listener(req, res);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const here = (asked: LookupFunction): LookupFunction => (host, options, done) =>
    asked(host, { ...options, all: true }, (error) => (error ? done(error, '', 4) : options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4)));
  const request = ((url: URL, options: { lookup: LookupFunction }, answer: never) =>
    httpsRequest(url, { ...options, port, ca: CERTIFICATE, lookup: here(options.lookup) }, answer)) as unknown as typeof httpsRequest;
  return {
    request,
    requests,
    port,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
