/** Creates a JSON response with exactly these headers and the content type. */
export function createJsonResponse(
  body: unknown,
  httpStatus = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status: httpStatus,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  });
}
