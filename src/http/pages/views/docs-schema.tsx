import type { ComponentChildren, VNode } from 'preact';
import { isObject, type Json, type JsonObject } from '../../../core/json.js';

/** One schema of the API, readable: its members, what each may be, and what it means. All of it English, as the API is. */
export function SchemaSection({ name, schema }: { name: string; schema: JsonObject }): VNode {
  const members = Object.entries((schema.properties ?? {}) as JsonObject);
  const required = Array.isArray(schema.required) ? (schema.required as readonly Json[]) : [];
  return (
    <section id={`schema-${name}`} aria-labelledby={`schema-${name}-name`}>
      <h3 id={`schema-${name}-name`} class="mono">{name}</h3>
      <p>{described(schema)}</p>
      {members.length === 0 ? (
        <p>
          <Kind schema={schema} />
        </p>
      ) : (
        <dl class="facts">
          {members.map(([member, value]) => (
            <div>
              <dt class="mono wraps">{member}</dt>
              <dd>
                <Kind schema={value} />
                {required.includes(member) ? ', required' : ''}
              </dd>
              {isObject(value) && typeof value.description === 'string' && <dd>{value.description}</dd>}
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

const described = (schema: JsonObject): string => (typeof schema.description === 'string' ? schema.description : '');

/** What a value may be, in words. */
export function Kind({ schema }: { schema: Json | undefined }): VNode {
  if (!isObject(schema)) return <>anything</>;
  const { $ref: ref, items, enum: values, const: only } = schema;
  if (typeof ref === 'string') return <SchemaLink target={ref} />;
  const choices = [schema.oneOf, schema.anyOf].find((one) => Array.isArray(one)) as readonly Json[] | undefined;
  if (choices !== undefined) return <>{between(choices.map((one) => <Kind schema={one} />), ' or ')}</>;
  if (Array.isArray(values)) return <>one of {(values as readonly Json[]).map((value) => JSON.stringify(value)).join(', ')}</>;
  if (only !== undefined) return <>{JSON.stringify(only)}</>;
  if (schema.type === 'array') return <>list of <Kind schema={items} /></>;
  return <>{[typeof schema.type === 'string' ? schema.type : 'anything', ...limits(schema)].join(', ')}</>;
}

/** `#/components/schemas/Award`, `#/components/schemas/Organisation/properties/slug`. */
function SchemaLink({ target }: { target: string }): VNode {
  const [, , , name = '', , member] = target.split('/');
  return <a href={`#schema-${name}`}>{member === undefined ? name : `${member} of ${name}`}</a>;
}

const between = (all: readonly VNode[], word: string): ComponentChildren => all.flatMap((one, i) => (i === 0 ? [one] : [word, one]));

const LIMITS: Readonly<Record<string, (value: string) => string>> = {
  format: (value) => value,
  minLength: (value) => `at least ${value} characters`,
  maxLength: (value) => `at most ${value} characters`,
  minimum: (value) => `from ${value}`,
  maximum: (value) => `to ${value}`,
  pattern: (value) => `as ${value}`,
};
function limits(schema: JsonObject): readonly string[] {
  return Object.entries(LIMITS).flatMap(([name, words]) => {
    const value = schema[name];
    return typeof value === 'string' || typeof value === 'number' ? [words(String(value))] : [];
  });
}
