/** Answers remembered at once; more than a posting has of achievements or partners. */
const MOST = 1000;

/** Asks once for each name. A sender of ever new names makes it forget, not grow. */
export function memo<T>(ask: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const answers = new Map<string, Promise<T>>();
  return (name) => {
    const known = answers.get(name);
    if (known !== undefined) return known;
    if (answers.size >= MOST) answers.clear();
    const answer = ask(name);
    answers.set(name, answer);
    return answer;
  };
}
