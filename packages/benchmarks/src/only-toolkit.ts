import { getInput, setOutput, summary } from '@actions/core';

setOutput('status', getInput('prompt'));
await summary.addRaw('planned').write();
