/**
 * The end of the webhook path for a secret. n8n compares the path of a request, decoded, with the
 * path as it is written here, so it must have no character that is encoded on the way: `%` would
 * never match, `/` would end the part, and a lone `.` would be dropped. A secret of letters, digits,
 * `-` and `_` stays as it is.
 */
export function secretPath(secret: string): string {
  return encodeURIComponent(secret.toWellFormed()).replaceAll('%', '~').replaceAll('.', '~2E');
}

/** The same in n8n's language, because n8n evaluates the path without the node. */
const pathOfSecret =
  'encodeURIComponent(String($parameter["secret"]).toWellFormed()).replaceAll("%", "~").replaceAll(".", "~2E")';

/** The path of the webhook below the id of the node. */
export const webhookPath = `={{ $parameter["secretIn"] === "path" && $parameter["secret"] ? "kling/" + ${pathOfSecret} : "kling" }}`;
