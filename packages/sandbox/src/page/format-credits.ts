export function formatCredits(credits: number): string {
  return credits.toLocaleString('en');
}
