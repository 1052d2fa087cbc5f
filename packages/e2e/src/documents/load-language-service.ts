import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';

type Service = typeof import('@actions/languageservice');

/** What GitHub's editors check workflows with: as much of it as we need. */
export interface LanguageService extends Pick<Service, 'registerLogger'> {
  validate(
    document: { readonly uri: string; getText(): string },
    configuration: Parameters<Service['validate']>[1],
  ): ReturnType<Service['validate']>;
}

const packageDirectory = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Loads GitHub's language service. It imports JSON without the attribute that Node.js demands, so
 * it is bundled first, which takes a quarter of a second.
 */
export async function loadLanguageService(): Promise<LanguageService> {
  const cache = join(packageDirectory, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'language-service-'));
  try {
    const file = join(directory, 'language-service.mjs');
    await writeFile(file, await bundleLanguageService());
    return await import(/* @vite-ignore */ pathToFileURL(file).href);
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function bundleLanguageService(): Promise<string> {
  const bundle = await rolldown({
    cwd: packageDirectory,
    input: '@actions/languageservice',
    platform: 'node',
    tsconfig: false,
  });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  await bundle.close();
  return output[0].code;
}
