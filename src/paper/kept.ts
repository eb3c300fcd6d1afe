/** Pictures kept ready: to draw one again takes a tenth of a second and more. */
const KEPT = 100;

/** The last few pictures, by name; what failed is not kept. */
export function keeping(): (name: string, make: () => Promise<Uint8Array>) => Promise<Uint8Array> {
  const kept = new Map<string, Promise<Uint8Array>>();
  return (name, make) => {
    const made = kept.get(name) ?? make();
    kept.delete(name);
    kept.set(name, made);
    made.catch(() => kept.delete(name));
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return made;
  };
}
