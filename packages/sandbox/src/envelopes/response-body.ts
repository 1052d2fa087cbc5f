import type { Envelope, JsonObject, TaskFacts, TimeForm } from './envelope.ts';

/** Writes the body of the response to a submission. */
export function writeSubmissionBody(envelope: Envelope, facts: TaskFacts): JsonObject {
  const word = facts.unknownWord ?? envelope.words[facts.status];
  const key = idField(envelope);
  const task = { [key]: facts.id, status: word };
  const success = writeSuccess(envelope);
  switch (envelope.created) {
    case 'data.task_id':
    case 'data.taskId':
    case 'data.taskNo':
      return { ...success, data: task };
    case 'data.id':
      return { id: facts.requestId, ...success, data: task };
    case 'data[0].task_id':
      return { ...success, data: [task] };
    case 'id':
    case 'task_id':
    case 'taskId':
      return {
        ...task,
        model: 'kling-3',
        created_at: writeTime(envelope.times, facts.createdMilliseconds),
      };
  }
}

/** Writes the body about a task: of the response to a query, and of a callback. */
export function writeTaskBody(envelope: Envelope, facts: TaskFacts): JsonObject {
  const task = {
    ...(envelope.namesTask === false ? {} : { [idField(envelope)]: facts.id }),
    ...writeStatus(envelope, facts),
    [envelope.echo]: facts.sent,
    ...(facts.videoUrl === null ? {} : envelope.result(facts.videoUrl)),
    ...writeProgress(envelope, facts),
    ...(facts.status === 'succeeded' ? { [envelope.credits]: facts.credits } : {}),
    ...writeFailure(envelope, facts),
    ...envelope.otherLinks?.(facts),
    created_at: writeTime(envelope.times, facts.createdMilliseconds),
    ...(facts.finishedMilliseconds === null
      ? {}
      : { completed_at: writeTime(envelope.times, facts.finishedMilliseconds) }),
  };
  if (envelope.place === 'top-level') return task;
  const requestId = envelope.created === 'data.id' ? { id: facts.requestId } : {};
  return { ...requestId, ...writeSuccess(envelope), data: task };
}

function writeSuccess({ successCode = 200 }: Envelope): JsonObject {
  return { code: successCode, message: 'success' };
}

function writeStatus(envelope: Envelope, { status, unknownWord }: TaskFacts): JsonObject {
  const word = unknownWord ?? envelope.words[status];
  switch (envelope.status ?? 'status') {
    case 'status':
      return { status: word };
    case 'type':
      return { type: word, response_data: [] };
    case 'successFlag':
      return { successFlag: unknownWord ?? successFlags[status] };
  }
}

const successFlags = { queued: 0, running: 0, succeeded: 1, failed: 3, cancelled: 2 } as const;

function idField(envelope: Envelope): 'task_id' | 'taskId' | 'taskNo' | 'id' {
  switch (envelope.created) {
    case 'data.task_id':
    case 'data[0].task_id':
    case 'task_id':
      return 'task_id';
    case 'data.taskId':
    case 'taskId':
      return 'taskId';
    case 'data.taskNo':
      return 'taskNo';
    case 'data.id':
    case 'id':
      return 'id';
  }
}

function writeProgress(envelope: Envelope, facts: TaskFacts): JsonObject {
  switch (envelope.progress) {
    case 'percent':
      return { progress: facts.progressPercent };
    case 'percent-text':
      return { progress: `${facts.progressPercent}%` };
    case 'share':
      return { progress: facts.progressPercent / 100 };
    case 'null':
      return { progress: null };
    case 'absent':
      return {};
  }
}

function writeFailure({ failure: form }: Envelope, { failure }: TaskFacts): JsonObject {
  if (failure === null) return form === 'error_message' ? { error_message: null } : {};
  const { code, message } = failure;
  switch (form) {
    case 'error_message':
      return { error_message: message, error_code: code };
    case 'error-text':
      return { error: message, error_code: code };
    case 'error-object':
      return { error: { code, message } };
    case 'failMsg':
      return { failCode: String(code), failMsg: message };
    case 'fail_reason':
    case 'failed_reason':
    case 'failure_reason':
    case 'task_status_msg':
      return { [form]: message, error_code: code };
    case 'message':
      return { code, message };
    case 'errorMessage':
      return { errorCode: code, errorMessage: message };
    case 'detail':
      return { detail: message, error_code: code };
    case 'response_data':
      return { response_data: [{ status: 'failed', fail_message: message, error_message: '' }] };
  }
}

function writeTime(form: TimeForm, milliseconds: number): string | number {
  const iso = new Date(milliseconds).toISOString();
  switch (form) {
    case 'iso':
      return iso;
    case 'zoneless':
      return iso.slice(0, 19).replace('T', ' ');
    case 'unix-seconds':
      return Math.floor(milliseconds / 1000);
    case 'unix-milliseconds':
      return Math.floor(milliseconds);
  }
}
