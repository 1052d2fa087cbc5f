import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Reads the URL that wakes this execution when it is parked; undefined where there is none. It has a
 * signature from n8n 2.16 on, and anyone who has it can wake the execution: it is a secret.
 */
export function readResumeUrl(
  context: Partial<Pick<IExecuteFunctions, 'evaluateExpression'>>,
): URL | undefined {
  try {
    const url = String(context.evaluateExpression?.('{{ $execution.resumeUrl }}', 0) ?? '');
    return URL.canParse(url) ? new URL(url) : undefined;
  } catch {
    // n8n's Agents have the function, and throw in it.
    return undefined;
  }
}
