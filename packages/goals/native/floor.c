// What a crossing costs at least: the operations of Strait's goals in plain C over Node-API, without any check that a
// library would need. The floor that measured figures are held against, never a way to do the work.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <node_api.h>

#define SLOTS 4096

// A free list as simple as it can be: each slot names the next free one, and counts its uses.
static uint32_t next_free[SLOTS];
static uint32_t generations[SLOTS];
static uint32_t first_free;

// The doubles that JavaScript lent, and the reference that keeps their array alive.
static double *lent;
static size_t lent_count;
static napi_ref lent_array;

static napi_value refuse(napi_env env, const char *message) {
  napi_throw_error(env, NULL, message);
  return NULL;
}

// Reads up to two arguments as numbers; what is missing or no number is 0.
static void read_numbers(napi_env env, napi_callback_info info, double numbers[2]) {
  size_t count = 2;
  napi_value values[2];
  napi_get_cb_info(env, info, &count, values, NULL, NULL);
  for (size_t index = 0; index < 2; index++) {
    numbers[index] = 0;
    if (index < count) napi_get_value_double(env, values[index], &numbers[index]);
  }
}

static napi_value number(napi_env env, double value) {
  napi_value result;
  napi_create_double(env, value, &result);
  return result;
}

static napi_value empty(napi_env env, napi_callback_info info) {
  (void)env;
  (void)info;
  return NULL;
}

static napi_value add(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value values[2], result;
  int32_t one = 0, other = 0;
  napi_get_cb_info(env, info, &count, values, NULL, NULL);
  napi_get_value_int32(env, values[0], &one);
  napi_get_value_int32(env, values[1], &other);
  napi_create_int32(env, (int32_t)((uint32_t)one + (uint32_t)other), &result);
  return result;
}

// An object of as many number properties as asked for, named field0, field1, ...: what it takes to hand a message over.
static napi_value object(napi_env env, napi_callback_info info) {
  static char names[100][8];
  double numbers[2];
  read_numbers(env, info, numbers);
  if (!(numbers[0] >= 0 && numbers[0] <= 100)) return refuse(env, "object() makes 0 to 100 properties");
  napi_value made;
  napi_create_object(env, &made);
  for (int index = 0; index < (int)numbers[0]; index++) {
    if (names[index][0] == 0) snprintf(names[index], sizeof names[index], "field%d", index);
    napi_set_named_property(env, made, names[index], number(env, index));
  }
  return made;
}

static napi_value allocate(napi_env env, napi_callback_info info) {
  double numbers[2];
  read_numbers(env, info, numbers);
  return number(env, (double)(uintptr_t)malloc((size_t)numbers[0]));
}

static napi_value release(napi_env env, napi_callback_info info) {
  double numbers[2];
  read_numbers(env, info, numbers);
  free((void *)(uintptr_t)numbers[0]);
  return NULL;
}

static double *doubles_of(napi_env env, napi_callback_info info, size_t *count) {
  size_t given = 1;
  napi_value array;
  napi_typedarray_type type;
  void *data = NULL;
  napi_get_cb_info(env, info, &given, &array, NULL, NULL);
  if (napi_get_typedarray_info(env, array, &type, count, &data, NULL, NULL) != napi_ok) return NULL;
  return type == napi_float64_array ? data : NULL;
}

// Fills an array with slots off the free list, each as index + generation * 2^24.
static napi_value take_batch(napi_env env, napi_callback_info info) {
  size_t count;
  double *handles = doubles_of(env, info, &count);
  if (handles == NULL || count >= SLOTS) return refuse(env, "takeBatch() fills a Float64Array of up to 4095 elements");
  for (size_t index = 0; index < count; index++) {
    uint32_t slot = first_free;
    first_free = next_free[slot];
    handles[index] = slot + generations[slot] * 16777216.0;
  }
  return NULL;
}

// Gives the slots of an array back.
static napi_value give_batch(napi_env env, napi_callback_info info) {
  size_t count;
  double *handles = doubles_of(env, info, &count);
  if (handles == NULL) return refuse(env, "giveBatch() takes a Float64Array");
  for (size_t index = 0; index < count; index++) {
    uint32_t slot = (uint32_t)((uint64_t)handles[index] & (SLOTS - 1));
    generations[slot]++;
    next_free[slot] = first_free;
    first_free = slot;
  }
  return NULL;
}

// Keeps an array of doubles for the functions below.
static napi_value lend(napi_env env, napi_callback_info info) {
  size_t given = 1;
  napi_value array;
  lent = doubles_of(env, info, &lent_count);
  if (lent == NULL) return refuse(env, "lend() takes a Float64Array");
  napi_get_cb_info(env, info, &given, &array, NULL, NULL);
  if (lent_array != NULL) napi_delete_reference(env, lent_array);
  napi_create_reference(env, array, 1, &lent_array);
  return NULL;
}

// Element numbers[0], if that many doubles were lent.
static double *lent_range(const double numbers[2], size_t count) {
  size_t first = (size_t)numbers[0];
  return first <= lent_count && count <= lent_count - first ? lent + first : NULL;
}

static napi_value read_double(napi_env env, napi_callback_info info) {
  double numbers[2];
  read_numbers(env, info, numbers);
  double *found = lent_range(numbers, 1);
  return found == NULL ? refuse(env, "that element was not lent") : number(env, *found);
}

static napi_value read_int64(napi_env env, napi_callback_info info) {
  double numbers[2];
  napi_value result;
  read_numbers(env, info, numbers);
  double *found = lent_range(numbers, 1);
  if (found == NULL) return refuse(env, "that element was not lent");
  napi_create_int64(env, *(int64_t *)found, &result);
  return result;
}

// Sums doubles from numbers[0] on, numbers[1] of them, in four interleaved sums: a single one would wait for each addition.
static napi_value sum(napi_env env, napi_callback_info info) {
  double numbers[2];
  read_numbers(env, info, numbers);
  size_t count = (size_t)numbers[1];
  const double *values = lent_range(numbers, count);
  if (values == NULL) return refuse(env, "those elements were not lent");
  double sums[4] = {0, 0, 0, 0};
  size_t index = 0;
  for (; index + 4 <= count; index += 4) {
    for (size_t lane = 0; lane < 4; lane++) sums[lane] += values[index + lane];
  }
  for (; index < count; index++) sums[0] += values[index];
  return number(env, (sums[0] + sums[1]) + (sums[2] + sums[3]));
}

// Sets every double that was lent to numbers[0] + its index.
static napi_value fill(napi_env env, napi_callback_info info) {
  double numbers[2];
  read_numbers(env, info, numbers);
  for (size_t index = 0; index < lent_count; index++) lent[index] = numbers[0] + (double)index;
  return NULL;
}

// Follows a chain: element numbers[0] names the next one, numbers[1] times.
static napi_value walk(napi_env env, napi_callback_info info) {
  double numbers[2];
  read_numbers(env, info, numbers);
  double at = numbers[0];
  for (size_t step = 0; step < (size_t)numbers[1]; step++) {
    if (!(at >= 0 && at < (double)lent_count)) return refuse(env, "the chain leaves the elements that were lent");
    at = lent[(size_t)at];
  }
  return number(env, at);
}

NAPI_MODULE_INIT() {
  for (uint32_t slot = 0; slot < SLOTS; slot++) {
    next_free[slot] = (slot + 1) % SLOTS;
    generations[slot] = 1;
  }
  const struct {
    const char *name;
    napi_callback function;
  } functions[] = {
      {"empty", empty},        {"add", add},
      {"object", object},      {"allocate", allocate},
      {"release", release},    {"takeBatch", take_batch},
      {"giveBatch", give_batch}, {"lend", lend},
      {"readDouble", read_double}, {"readInt64", read_int64},
      {"sum", sum},            {"fill", fill},
      {"walk", walk},
  };
  for (size_t index = 0; index < sizeof functions / sizeof functions[0]; index++) {
    napi_value function;
    napi_create_function(env, functions[index].name, NAPI_AUTO_LENGTH, functions[index].function, NULL, &function);
    napi_set_named_property(env, exports, functions[index].name, function);
  }
  return exports;
}
