/** n8n's scanner comes without types; these are the parts that we call. */
declare module '@n8n/scan-community-package/scanner/scanner.mjs' {
  export const SOURCE_FILE_PATTERNS: readonly string[];
  export function analyzePackage(
    directory: string,
    patterns: readonly string[],
  ): Promise<{
    readonly passed: boolean;
    readonly message?: string;
    readonly details?: string;
  }>;
}
