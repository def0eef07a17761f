/* The loop of ostara/planning/individuals/loops.py in C, for `./run bench model`: the same steps in the same order, so
 * its counts are the same to the last one. With AVX-512 it gathers, compares and packs sixteen people at a time. */
#include <stdint.h>
#ifdef __AVX512F__
#include <immintrin.h>
#endif

enum { TILE = 4096, WIDE = 16, AGE_COUNTER = 4, PURPOSES = 16 };
static const uint64_t GOLDEN = 0x9E3779B97F4A7C15u, FIRST = 0xBF58476D1CE4E5B9u, SECOND = 0x94D049BB133111EBu;

typedef struct {
    const uint32_t *leave, *reach, *to, *row, *place, *until, *width, *flip, *events, *older;
    const uint8_t *gone;
    uint32_t places, steps, cells, low, age_first, age_bits, year;
} tables;

static inline uint64_t mixed(uint64_t value) {
    value = (value ^ (value >> 30)) * FIRST;
    value = (value ^ (value >> 27)) * SECOND;
    return value ^ (value >> 31);
}

static void draw(const uint64_t *restrict key, uint64_t step, uint64_t counter, uint32_t *restrict high,
                 uint32_t *restrict low, uint32_t n) {
    const uint64_t add = (step * PURPOSES + counter + 1) * GOLDEN;
    uint32_t i = 0;
#ifdef __AVX512DQ__
    const __m512i first = _mm512_set1_epi64((long long)FIRST), second = _mm512_set1_epi64((long long)SECOND);
    const __m512i adds = _mm512_set1_epi64((long long)add);
    for (; i + 8 <= n; i += 8) {
        __m512i z = _mm512_add_epi64(_mm512_loadu_si512(key + i), adds);
        z = _mm512_mullo_epi64(_mm512_xor_si512(z, _mm512_srli_epi64(z, 30)), first);
        z = _mm512_mullo_epi64(_mm512_xor_si512(z, _mm512_srli_epi64(z, 27)), second);
        z = _mm512_xor_si512(z, _mm512_srli_epi64(z, 31));
        _mm256_storeu_si256((void *)(high + i), _mm512_cvtepi64_epi32(_mm512_srli_epi64(z, 32)));
        _mm256_storeu_si256((void *)(low + i), _mm512_cvtepi64_epi32(z));
    }
#endif
    for (; i < n; i++) {
        const uint64_t z = mixed(key[i] + add);
        high[i] = (uint32_t)(z >> 32);
        low[i] = (uint32_t)z;
    }
}

static uint32_t happen(const uint32_t *restrict cell, const uint32_t *restrict drawn, const tables *t,
                       uint32_t *restrict happened, uint32_t n) {
    const uint32_t *once = t->events, *twice = once + t->cells, *thrice = twice + t->cells;
    uint32_t total = 0, i = 0;
#ifdef __AVX512F__
    const __m512i one = _mm512_set1_epi32(1);
    for (; i + WIDE <= n; i += WIDE) {
        const __m512i at = _mm512_loadu_si512(cell + i), u = _mm512_loadu_si512(drawn + i);
        const __mmask16 a = _mm512_cmplt_epu32_mask(u, _mm512_i32gather_epi32(at, once, 4));
        const __mmask16 b = _mm512_cmplt_epu32_mask(u, _mm512_i32gather_epi32(at, twice, 4));
        const __mmask16 c = _mm512_cmplt_epu32_mask(u, _mm512_i32gather_epi32(at, thrice, 4));
        __m512i so_far = _mm512_loadu_si512(happened + i);
        so_far = _mm512_mask_add_epi32(so_far, a, so_far, one);
        so_far = _mm512_mask_add_epi32(so_far, b, so_far, one);
        so_far = _mm512_mask_add_epi32(so_far, c, so_far, one);
        _mm512_storeu_si512(happened + i, so_far);
        total += (uint32_t)(__builtin_popcount(a) + __builtin_popcount(b) + __builtin_popcount(c));
    }
#endif
    for (; i < n; i++) {
        const uint32_t at = cell[i];
        const uint32_t now = (drawn[i] < once[at]) + (drawn[i] < twice[at]) + (drawn[i] < thrice[at]);
        happened[i] += now;
        total += now;
    }
    return total;
}

static uint32_t leavers(const uint32_t *restrict cell, const uint32_t *restrict drawn, const uint32_t *restrict leave,
                        uint32_t *restrict who, uint32_t n) {
    uint32_t found = 0, i = 0;
#ifdef __AVX512F__
    __m512i person = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    for (; i + WIDE <= n; i += WIDE) {
        const __m512i chance = _mm512_i32gather_epi32(_mm512_loadu_si512(cell + i), leave, 4);
        const __mmask16 goes = _mm512_cmplt_epu32_mask(_mm512_loadu_si512(drawn + i), chance);
        _mm512_storeu_si512(who + found, _mm512_maskz_compress_epi32(goes, person));
        found += (uint32_t)__builtin_popcount(goes);
        person = _mm512_add_epi32(person, _mm512_set1_epi32(WIDE));
    }
#endif
    for (; i < n; i++) {
        who[found] = i;
        found += drawn[i] < leave[cell[i]];
    }
    return found;
}

static void turn(uint32_t *restrict cell, const uint32_t *restrict drawn, const uint32_t *restrict flip,
                 uint32_t bit, uint32_t n) {
    uint32_t i = 0;
#ifdef __AVX512F__
    const __m512i flag = _mm512_set1_epi32((int)(1u << bit));
    for (; i + WIDE <= n; i += WIDE) {
        const __m512i at = _mm512_loadu_si512(cell + i);
        const __m512i chance = _mm512_i32gather_epi32(at, flip, 4);
        const __mmask16 turns = _mm512_cmplt_epu32_mask(_mm512_loadu_si512(drawn + i), chance);
        _mm512_storeu_si512(cell + i, _mm512_mask_xor_epi32(at, turns, at, flag));
    }
#endif
    for (; i < n; i++) cell[i] ^= (uint32_t)(drawn[i] < flip[cell[i]]) << bit;
}

static void tick(uint32_t *restrict cell, uint32_t *restrict due, uint32_t now, const tables *t, uint32_t n) {
    uint32_t i = 0;
#ifdef __AVX512F__
    const __m512i next = _mm512_set1_epi32((int)(1u << t->low)), step = _mm512_set1_epi32((int)now);
    for (; i + WIDE <= n; i += WIDE) {
        const __m512i when = _mm512_loadu_si512(due + i);
        const __mmask16 ticks = _mm512_cmple_epu32_mask(when, step);
        if (!ticks) continue;
        __m512i at = _mm512_loadu_si512(cell + i);
        at = _mm512_mask_add_epi32(at, ticks, at, next);
        const __m512i wide =
            _mm512_mask_i32gather_epi32(next, ticks, _mm512_srl_epi32(at, _mm_cvtsi32_si128((int)t->low)), t->width, 4);
        _mm512_storeu_si512(due + i, _mm512_mask_add_epi32(when, ticks, when, wide));
        _mm512_storeu_si512(cell + i, at);
    }
#endif
    for (; i < n; i++) {
        if (due[i] > now) continue;
        cell[i] += 1u << t->low;
        due[i] += t->width[cell[i] >> t->low];
    }
}

static uint32_t way_of(uint32_t cell, uint32_t drawn, const tables *t) {
    const uint32_t *reach = t->reach + (uint64_t)cell * WIDE;
#ifdef __AVX512F__
    const __mmask16 past = _mm512_cmpge_epu32_mask(_mm512_set1_epi32((int)drawn), _mm512_loadu_si512(reach));
    return (uint32_t)__builtin_popcount(past);
#else
    uint32_t which = 0;
    for (int k = 0; k < WIDE; k++) which += drawn >= reach[k];
    return which;
#endif
}

static void move(uint32_t drawn, uint32_t now, uint32_t *cell, uint32_t *due, const tables *t,
                 uint32_t *moves) {
    const uint32_t way = way_of(*cell, drawn, t), left = t->place[*cell >> t->low];
    const uint32_t row = t->row[t->to[left * WIDE + way] * t->steps], rest = *cell & ((1u << t->low) - 1);
    moves[((left << t->low) + rest) * WIDE + way]++;
    *due = now + t->until[row];
    *cell = (row << t->low) | rest;
}

static uint32_t bury(uint32_t at, uint32_t end, uint64_t *key, uint32_t *cell, uint32_t *due,
                     uint32_t *happened, const tables *t) {
    for (uint32_t i = at; i < end; i++) {
        if (!t->gone[cell[i] >> t->low]) continue;
        const uint64_t k = key[i];
        const uint32_t c = cell[i], d = due[i], h = happened[i];
        key[i] = key[at], cell[i] = cell[at], due[i] = due[at], happened[i] = happened[at];
        key[at] = k, cell[at] = c, due[at] = d, happened[at] = h;
        at++;
    }
    return at;
}

static void grow_older(const uint64_t *key, uint32_t *cell, uint32_t step, const tables *t, uint32_t n) {
    static uint32_t high[TILE], low[TILE];
    const uint32_t mask = (1u << t->age_bits) - 1;
    draw(key, step, AGE_COUNTER, high, low, n);
    for (uint32_t i = 0; i < n; i++)
        cell[i] += (uint32_t)(high[i] < t->older[(cell[i] >> t->age_first) & mask]) << t->age_first;
}

void advance(uint32_t steps, uint32_t people, uint64_t *key, uint32_t *cells, uint32_t *dues,
             uint32_t *happened, const tables *t, uint32_t *start, uint32_t *moves, int64_t *events) {
    static uint32_t high[2][TILE], low[2][TILE], who[TILE + WIDE];
    const uint64_t ways = (uint64_t)t->places << t->low << 4;
    uint32_t finished = 0;
    for (uint32_t step = 0; step < steps; step++, start += t->cells, moves += ways, events++) {
        if (step && step % t->year == 0) {
            finished = bury(finished, people, key, cells, dues, happened, t);
            for (uint32_t first = finished; first < people; first += TILE)
                grow_older(key + first, cells + first, step, t, people - first < TILE ? people - first : TILE);
        }
        for (uint32_t first = finished; first < people; first += TILE) {
            const uint32_t n = people - first < TILE ? people - first : TILE;
            uint32_t *cell = cells + first, *due = dues + first;
            draw(key + first, step, 0, high[0], low[0], n);
            draw(key + first, step, 1, high[1], low[1], n);
            turn(cell, low[0], t->flip, 0, n);
            turn(cell, high[1], t->flip + t->cells, 1, n);
            for (uint32_t i = 0; i < n; i++) start[cell[i]]++;
            *events += happen(cell, low[1], t, happened + first, n);
            const uint32_t movers = leavers(cell, high[0], t->leave, who, n);
            for (uint32_t m = 0; m < movers; m++)
                move(high[0][who[m]], step + 1, cell + who[m], due + who[m], t, moves);
            tick(cell, due, step + 1, t, n);
        }
    }
}
