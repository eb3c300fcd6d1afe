/**
 * An https address in the one spelling that it is asked by; undefined for any other. A user before the host, or letters of another script, would show
 * a reader somebody else's name than that of the host which answers.
 */
export function plainAddress(address: string): URL | undefined {
  if (!address.startsWith('https://') || address.includes('#') || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return [address, `${address}/`].includes(url.href) && url.href.startsWith(`https://${url.host}/`) ? url : undefined;
}
