// An example for any schema of the protocol: the one that the schema carries, else one put together
// from the examples of its parts.
import { z } from 'zod';

/** An example that the schema accepts; undefined where neither it nor its parts say any. */
export function exampleOf(schema: z.core.$ZodType): unknown {
  const own = examplesOf(schema);
  return own.length > 0 ? own[0] : derive(schema);
}

/** The examples that a schema carries itself, in their order. */
export function examplesOf(schema: z.core.$ZodType): readonly unknown[] {
  const { examples } = z.globalRegistry.get(schema) ?? {};
  return Array.isArray(examples) ? examples : [];
}

function derive(schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodObject) return deriveObject(schema);
  if (schema instanceof z.ZodArray) return deriveList(schema.element);
  if (schema instanceof z.ZodOptional) return exampleOf(schema.unwrap());
  if (schema instanceof z.ZodLiteral) return schema.value;
  if (schema instanceof z.ZodEnum) return schema.options[0];
  if (schema instanceof z.ZodUnion) return exampleOf(schema.options[0] as z.core.$ZodType);
  return undefined;
}

// What may be left out is shown only where somebody has said what it looks like.
function deriveObject(schema: z.ZodObject): Record<string, unknown> {
  const parts = Object.entries(schema.shape).map(([key, part]) => [key, exampleOf(part)] as const);
  return Object.fromEntries(parts.filter(([, value]) => value !== undefined));
}

function deriveList(element: z.core.$ZodType): unknown[] {
  const example = exampleOf(element);
  return example === undefined ? [] : [example];
}
