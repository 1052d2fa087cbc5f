import type { MarkdownRenderer } from 'vitepress';

/** Keeps Vue from taking a placeholder such as `{{ release.name }}` for code. */
export function literalBraces(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('literal-braces', ({ tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type === 'code_inline') token.attrSet('v-pre', '');
      if (token.type !== 'text' || !token.content.includes('{{')) continue;
      token.type = 'html_inline';
      token.content = markdown.utils.escapeHtml(token.content).replaceAll('{{', '&#123;&#123;');
    }
  });
}
