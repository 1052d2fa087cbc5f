import { constants } from 'node:fs';
import { access, mkdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { systemClock } from '@kling-automation/core/node';
import { createCommentPort } from './comment/comment-port.ts';
import { createGithubConnection } from './github/connect-to-github.ts';
import { createGithubTraffic } from './github/github-traffic.ts';
import { createActionsCache } from './memory/actions-cache.ts';
import { cacheAccess } from './memory/cache-store.ts';
import { createRefPort } from './memory/ref-port.ts';
import { createReleasePort } from './release/release-port.ts';
import { runStep } from './run.ts';
import { createActionsCoreHost } from './runner/actions-core-host.ts';
import { listenForCancellation } from './runner/cancellation.ts';
import {
  createLazyTransport,
  downloadVideoLazily,
  readPublicFileLazily,
} from './runner/lazy-network.ts';
import { createLog } from './runner/log.ts';

const host = createActionsCoreHost();
const log = createLog(host.console);
const cancellation = listenForCancellation(process, (name) => log.debug(`Received ${name}.`));

// A issue nobody foresaw must not print a text from outside as it is, either.
process.once('uncaughtException', (error) => {
  log.error('Unexpected failure', error.message);
  process.exit(cancellation.exitCode() ?? 1);
});

// Whatever still hangs after a cancel, the runner kills after 7.5 s; better go in good order.
const longestFarewellMilliseconds = 6500;
cancellation.signal.addEventListener('abort', () => {
  setTimeout(() => process.exit(cancellation.exitCode()), longestFarewellMilliseconds).unref();
});

const traffic = createGithubTraffic(systemClock);
const connect = createGithubConnection({
  apiUrl: process.env.GITHUB_API_URL,
  repository: host.event.repository,
  clock: systemClock,
  traffic,
});
const githubOptions = { connect, event: host.event, clock: systemClock };

const exitCode = await runStep({
  host,
  cancellation,
  clock: systemClock,
  createTransport: createLazyTransport,
  downloadVideo: downloadVideoLazily,
  readPublicFile: readPublicFileLazily,
  async createDirectory(path) {
    const directory = resolve(host.workspace, path);
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK);
  },
  readTextFile: (path) => readFile(resolve(host.workspace, path), 'utf8'),
  cache: { access: cacheAccess(process.env), store: createActionsCache(systemClock) },
  github: {
    traffic,
    openRefs: createRefPort({
      apiUrl: process.env.GITHUB_API_URL,
      event: host.event,
      clock: systemClock,
      traffic,
    }),
    openRelease: createReleasePort(process.env, githubOptions),
    comment: createCommentPort(process.env, githubOptions),
  },
});

// Connections that are kept alive would hold the process; the log must be out before it goes.
process.stdout.write('', () => process.exit(exitCode));
