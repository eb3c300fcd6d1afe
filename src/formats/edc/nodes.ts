import { isObject, pointer, type Json, type JsonObject } from '../../core/json.js';
import { languageOf } from '../../core/language.js';
import { listed, type Node } from '../ob3/nodes.js';

/**
 * Reads a document in whatever shape the field writes it: one value or a list of them anywhere, texts by language as a text or a list, and an
 * object in full at one place and by its id at another.
 */
export interface Reader {
  /** The objects under a member. */
  all(parent: Node | undefined, name: string): Node[];
  /** The first of them: what is signed is the JSON text, in which an order cannot be changed unseen. */
  one(parent: Node | undefined, name: string): Node | undefined;
  /** A text: as it stands, or of the language that serves best; of a list in one language all, parted by semicolons. */
  text(parent: Node | undefined, name: string): string | undefined;
  /** Language that the texts are read in. */
  readonly language: string;
}

/** `language`: which texts to take. */
export function createReader(root: JsonObject, language: string): Reader {
  const known = nodesById(root);
  const all = (parent: Node | undefined, name: string): Node[] => {
    const member = parent?.value[name];
    if (parent === undefined || member === undefined) return [];
    const at = parent.path + pointer(name);
    return listed(member).flatMap((value, index) => {
      const path = Array.isArray(member) ? at + pointer(index) : at;
      return resolved(value, path, known);
    });
  };
  return { all, one: (parent, name) => all(parent, name)[0], text: (parent, name) => textOf(parent?.value[name], language), language };
}

/** A node in full; one that is only named, from where it stands in full. */
function resolved(value: Json, path: string, known: ReadonlyMap<string, Node>): Node[] {
  const id = isObject(value) ? value.id : value;
  const bare = !isObject(value) || Object.keys(value).every((name) => name === 'id' || name === 'type');
  const whole = bare && typeof id === 'string' ? known.get(id) : undefined;
  if (whole !== undefined) return [{ value: whole.value, path: whole.path }];
  return isObject(value) ? [{ value, path }] : [];
}

/** For each id the object that says most. */
function nodesById(root: JsonObject): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  const visit = (value: Json, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isObject(value) && typeof value.id === 'string' && Object.keys(value).length > Object.keys(found.get(value.id)?.value ?? {}).length) found.set(value.id, { value, path });
    Object.entries(value).forEach(([name, member]: [string, Json]) => visit(member, path + pointer(name)));
  };
  visit(root, '');
  return found;
}

function textOf(value: Json | undefined, language: string): string | undefined {
  const [first] = listed(value);
  if (isObject(first)) return ofLanguage(first, language);
  const texts = listed(value).filter((one) => typeof one === 'string' || typeof one === 'number').map(String);
  return texts.length === 0 ? undefined : texts.join('; ');
}

/** A map of languages; or JSON-LD's own form of one text. */
function ofLanguage(map: JsonObject, language: string): string | undefined {
  if (typeof map['@value'] === 'string') return map['@value'];
  const texts = Object.fromEntries(Object.entries(map).map(([tag, member]) => [tag, listed(member).filter((one) => typeof one === 'string').join('; ')] as const).filter(([, text]) => text !== ''));
  return texts[languageOf(texts, language)];
}
