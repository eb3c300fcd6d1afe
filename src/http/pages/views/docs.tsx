import type { VNode } from 'preact';
import type { JsonObject } from '../../../core/json.js';
import type { Described } from '../../api/described.js';
import { needsText } from '../../api/openapi.js';
import { componentName } from '../../api/openapi-schemas.js';
import type { Content } from '../../route.js';
import { SchemaSection, Kind } from './docs-schema.js';
import { page, titleOf } from './layout.js';
import { Say } from './say.js';
import type { Texts } from '../texts.js';

export interface DocsModel {
  readonly baseUrl: string;
  readonly operations: readonly Described[];
  /** By the name that operations use. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
  /** The same and their definitions, as the OpenAPI document has them. */
  readonly components: JsonObject;
}

/** The API for people: what the OpenAPI document says, made from the same tables. The prose is English and says so to screen readers. */
export function docsPage(model: DocsModel, t: Texts): string {
  const groups = [...new Set(model.operations.map(({ group }) => group))];
  return page(
    { title: titleOf('docs.heading', t), index: true },
    t,
    <div class="wrap after stack">
      <Intro t={t} />
      {groups.map((group) => (
        <section class="sheet" lang="en" aria-labelledby={`group-${anchor(group)}`}>
          <h2 id={`group-${anchor(group)}`}>{group}</h2>
          {model.operations.filter((one) => one.group === group).map((one) => <Operation one={one} model={model} />)}
        </section>
      ))}
      <section class="sheet stack" aria-labelledby="schemas">
        <h2 id="schemas">
          <Say m="docs.schemas" t={t} />
        </h2>
        <div lang="en" class="stack">
          {Object.entries(model.components).map(([name, schema]) => <SchemaSection name={name} schema={schema as JsonObject} />)}
        </div>
      </section>
    </div>,
  );
}

const Intro = ({ t }: { t: Texts }): VNode => (
  <div class="intro">
    <h1>
      <Say m="docs.heading" t={t} />
    </h1>
    <p class="lead">
      <Say m="docs.lead" t={t} />
    </p>
    <p>
      <a href="/api/v1/openapi.json">
        <Say m="docs.document" t={t} />
      </a>
    </p>
    <p>
      <a href="/docs/problems">
        <Say m="docs.problems" t={t} />
      </a>
    </p>
  </div>
);

const anchor = (group: string): string => group.toLowerCase().replace(/[^a-z]+/g, '-');

interface OperationProps {
  readonly one: Described;
  readonly model: DocsModel;
}
const Operation = ({ one, model }: OperationProps): VNode => (
  <details id={one.operation.id}>
    <summary>
      {one.operation.summary} <span class="mono wraps">{`${one.method.toUpperCase()} ${one.path}`}</span>
    </summary>
    <div class="stack">
      {one.operation.more !== undefined && <p>{one.operation.more}</p>}
      <p>{one.needs === undefined ? 'For anybody.' : needsText(one.needs)}</p>
      <dl class="facts">
        {one.parameters.map(({ name, in: where, description, schema }) => (
          <div>
            <dt>
              <span class="mono">{name}</span>, {where}
            </dt>
            <dd>{description}</dd>
            <dd>
              <Kind schema={schema} />
            </dd>
          </div>
        ))}
        {one.operation.body !== undefined && <Body label="Body" content={one.operation.body} schemas={model.schemas} />}
        {Object.entries(one.operation.answers).map(([status, content]) => <Body label={`Answers ${status}`} content={content} schemas={model.schemas} />)}
        {[...one.problems].map(([status, codes]) => (
          <div>
            <dt>{`Refuses with ${status}`}</dt>
            <dd>
              {codes.map((code, i) => (
                <>
                  {i > 0 && ', '}
                  <a href={`/docs/problems#${code}`}>{code}</a>
                </>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <pre class="sample">{sample(one, model)}</pre>
    </div>
  </details>
);

interface BodyProps {
  readonly label: string;
  readonly content: string | Content | null;
  readonly schemas: DocsModel['schemas'];
}
function Body({ label, content, schemas }: BodyProps): VNode {
  const all = content === null ? {} : typeof content === 'string' ? { 'application/json': content } : content;
  return (
    <div>
      <dt>{label}</dt>
      {content === null && <dd>No body.</dd>}
      {Object.entries(all).map(([mediaType, name]) => (
        <dd class="wraps">
          <span class="mono">{mediaType}</span> {name in { text: 1, bytes: 1 } ? name : <a href={`#schema-${componentName(schemas.get(name) ?? {})}`}>{componentName(schemas.get(name) ?? {})}</a>}
        </dd>
      ))}
    </div>
  );
}

/** A call as a shell has it, with the example that the schema carries. */
function sample({ method, path, needs, operation: { body } }: Described, { baseUrl, schemas }: DocsModel): string {
  const name = typeof body === 'string' ? body : undefined;
  const [example] = ((name === undefined ? undefined : schemas.get(name)?.examples) ?? []) as readonly JsonObject[];
  const lines = [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}${baseUrl}${path}`,
    ...(needs === undefined ? [] : [`  -H 'authorization: Bearer ${needs === 'admin' ? '$ADMIN_TOKEN' : '$API_KEY'}'`]),
    ...(example === undefined ? [] : ["  -H 'content-type: application/json'", `  --data '${JSON.stringify(example, null, 2)}'`]),
  ];
  return lines.join(' \\\n');
}
