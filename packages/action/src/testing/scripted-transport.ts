import type { HttpRequest, HttpResponse, Transport } from '@kling-automation/core';

/** Answers with these, in order, the last one again and again; an error is thrown instead. */
export function createScriptedTransport(
  ...script: readonly (object | Error)[]
): Transport & { readonly exchanges: readonly HttpRequest[] } {
  const exchanges: HttpRequest[] = [];
  return {
    exchanges,
    async send(exchange): Promise<HttpResponse> {
      const next = script[Math.min(exchanges.length, script.length - 1)];
      exchanges.push(exchange);
      if (next instanceof Error) throw next;
      return { status: 200, headers: {}, body: JSON.stringify(next) };
    },
  };
}
