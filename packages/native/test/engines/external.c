/* What Strait's own add-on does not do, because engines differ in it: memory of C as an ArrayBuffer, a long call. */
#include <node_api.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

static atomic_int finalized;

static void finalize(napi_env env, void* data, void* hint) {
  (void)env;
  (void)hint;
  free(data);
  atomic_fetch_add(&finalized, 1);
}

/* external(bytes): an ArrayBuffer over memory of C. */
static napi_value external(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument, buffer = NULL;
  int64_t bytes = 0;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  napi_get_value_int64(env, argument, &bytes);
  void* memory = calloc(1, (size_t)bytes);
  napi_create_external_arraybuffer(env, memory, (size_t)bytes, finalize, NULL, &buffer);
  return buffer;
}

/* finalized(): how many of these have been given back. */
static napi_value count_finalized(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value value = NULL;
  napi_create_int32(env, atomic_load(&finalized), &value);
  return value;
}

/* hold(flag, milliseconds): keeps its thread that long; flag[0] is 1 from the start on and 2 at the end. */
static napi_value hold(napi_env env, napi_callback_info info) {
  size_t count = 2, length = 0;
  napi_value arguments[2];
  void* data = NULL;
  int32_t milliseconds = 0;
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  napi_get_typedarray_info(env, arguments[0], NULL, &length, &data, NULL, NULL);
  napi_get_value_int32(env, arguments[1], &milliseconds);
  if (data == NULL || length == 0) return NULL;
  atomic_store((_Atomic int32_t*)data, 1);
  struct timespec pause = {0, 1000000};
  for (int32_t turn = 0; turn < milliseconds; turn++) nanosleep(&pause, NULL);
  atomic_store((_Atomic int32_t*)data, 2);
  return NULL;
}

NAPI_MODULE_INIT() {
  const struct {
    const char* name;
    napi_callback call;
  } functions[] = {{"external", external}, {"finalized", count_finalized}, {"hold", hold}};
  for (size_t index = 0; index < 3; index++) {
    napi_value function;
    napi_create_function(env, functions[index].name, NAPI_AUTO_LENGTH, functions[index].call, NULL, &function);
    napi_set_named_property(env, exports, functions[index].name, function);
  }
  return exports;
}
