import type { RequestField, RequestFields } from './request-field.ts';
import { type VideoRequest, videoFields } from './video-fields.ts';

/** The body of `POST /api/v1/videos/generations`, as contract.md §2 documents it. */
export type WireBody = { readonly [Name in WireName]?: unknown };

/** The name of a field in the API's body. */
export type WireName =
  | 'model'
  | 'multi_shots'
  | (typeof videoFields)[keyof typeof videoFields]['wireName'];

/** Writes a request as the API's body. Defaults are sent, never left to the API. */
export function wireBody(request: VideoRequest): WireBody {
  return {
    model: 'kling-3',
    ...toWire(videoFields, request),
    ...(request.shots !== undefined && { multi_shots: true }),
  };
}

function toWire(fields: RequestFields, values: object): Readonly<Record<string, unknown>> {
  const given = new Map<string, unknown>(Object.entries(values));
  const sent = Object.entries(fields).flatMap(([name, field]) => {
    const value = given.get(name);
    return value === undefined ? [] : [[field.wireName, wireValue(field, value)]];
  });
  return Object.fromEntries(sent);
}

function wireValue({ entries, isListOnWire = false }: RequestField, value: unknown): unknown {
  if (isListOnWire) return [value];
  if (entries === undefined || !Array.isArray(value)) return value;
  return value.map((entry: object) => toWire(entries.fields, entry));
}
