// The formulas of yardsticks.llmspec by hand, line by line what HandWritten.cs says; built with: g++ -O3 -march=native -ffp-contract=off -shared -fPIC
#include <algorithm>
#include <cstdint>

namespace
{
constexpr double hidden = 4096, inner = 11008, vocabulary = 32000, layers = 32, scale = 2.0 / 128;

struct Card
{
    double per_flop, per_vector_flop, per_byte, launch, power, price, capacity;
};

struct Line
{
    int64_t op;
    double count, flops, vector_flops, weight_read, activation_read, activation_write, cache_read, cache_write, bytes, compute, vector, memory, time, intensity,
        performance;
    int64_t bound;
};

struct Step
{
    double time, flops, bytes;
};

struct Request
{
    double ttft, latency, tpot, tokens_per_second, energy, cost, weights, cache, activations, total;
    bool fits;
};

inline Line line(const Card& card, double flops, double vector_flops, double weights, double read, double written, double cache_read, double cache_written)
{
    double bytes = weights + read + written + cache_read + cache_written;
    double compute = flops * card.per_flop, vector = vector_flops * card.per_vector_flop, memory = bytes * card.per_byte;
    double time = std::max(compute + vector, memory) + card.launch;
    return {0, 0, flops, vector_flops, weights, read, written, cache_read, cache_written, bytes, compute, vector, memory, time,
        (flops + vector_flops) / bytes, (flops + vector_flops) / time, memory > std::max(compute, vector) ? 3 : vector > compute ? 2 : 1};
}

inline void add(Line& total, const Line& row)
{
    total.flops += row.count * row.flops;
    total.vector_flops += row.count * row.vector_flops;
    total.weight_read += row.count * row.weight_read;
    total.activation_read += row.count * row.activation_read;
    total.activation_write += row.count * row.activation_write;
    total.cache_read += row.count * row.cache_read;
    total.cache_write += row.count * row.cache_write;
    total.bytes += row.count * row.bytes;
    total.compute += row.count * row.compute;
    total.vector += row.count * row.vector;
    total.memory += row.count * row.memory;
    total.time += row.count * row.time;
}

inline Step totals(const Card& card, double batch, double tokens, double context, double width)
{
    double r = batch * tokens, pairs = batch * tokens * (2 * context - tokens + 1) / 2;
    auto matrix = [&](double size, double bytes) { return std::max(2 * size * r * card.per_flop + size * card.per_vector_flop, bytes * card.per_byte); };
    double square_bytes = (width + scale) * (hidden * hidden) + 4 * hidden * r;
    double wide_bytes = (width + scale) * (hidden * inner) + 2 * (hidden + inner) * r;
    double head_bytes = 2 * hidden * vocabulary + (2 * hidden + 2 * vocabulary) * batch;
    double embed_bytes = 2 * vocabulary * hidden * std::min(1.0, r / vocabulary) + (4 + 2 * hidden) * r;
    double norm_bytes = 2 * hidden + 4 * hidden * r;
    double attention_bytes = 4 * hidden * r + 4 * hidden * batch * context;
    double time = embed_bytes * card.per_byte + std::max(2 * hidden * vocabulary * batch * card.per_flop, head_bytes * card.per_byte)
        + 65 * std::max(4 * hidden * r * card.per_vector_flop, norm_bytes * card.per_byte)
        + 128 * matrix(hidden * hidden, square_bytes)
        + 96 * matrix(hidden * inner, wide_bytes)
        + 64 * std::max(3 * hidden * r * card.per_vector_flop, 4 * hidden * r * card.per_byte)
        + 64 * std::max(hidden * r * card.per_vector_flop, 6 * hidden * r * card.per_byte)
        + 32 * std::max(5 * inner * r * card.per_vector_flop, 6 * inner * r * card.per_byte)
        + 32 * std::max(4 * hidden * pairs * card.per_flop + 7 * 32 * pairs * card.per_vector_flop, attention_bytes * card.per_byte)
        + 483 * card.launch;
    double flops = 2 * hidden * vocabulary * batch + 128 * (2 * hidden * hidden) * r + 96 * (2 * hidden * inner) * r + 32 * (4 * hidden) * pairs;
    double bytes = embed_bytes + head_bytes + 65 * norm_bytes + 128 * square_bytes + 96 * wide_bytes + 64 * (4 * hidden) * r + 64 * (6 * hidden) * r
        + 32 * (6 * inner) * r + 32 * attention_bytes;
    return {time, flops, bytes};
}
}

extern "C" void hand_table(const Card& card, double batch, double tokens, double context, double width, Line* rows, Line& total)
{
    double r = batch * tokens, pairs = batch * tokens * (2 * context - tokens + 1) / 2, fresh = std::min(tokens, context);
    Line square = line(card, 2 * hidden * hidden * r, hidden * hidden, (width + scale) * (hidden * hidden), 2 * hidden * r, 2 * hidden * r, 0, 0);
    Line wide = line(card, 2 * hidden * inner * r, hidden * inner, (width + scale) * (hidden * inner), 2 * hidden * r, 2 * inner * r, 0, 0);
    Line norm = line(card, 0, 4 * hidden * r, 2 * hidden, 2 * hidden * r, 2 * hidden * r, 0, 0);
    Line rope = line(card, 0, 3 * hidden * r, 0, 2 * hidden * r, 2 * hidden * r, 0, 0);
    Line sum = line(card, 0, hidden * r, 0, 4 * hidden * r, 2 * hidden * r, 0, 0);
    double into_cache = 2 * hidden * batch * fresh;

    rows[0] = line(card, 0, 0, 2 * vocabulary * hidden * std::min(1.0, r / vocabulary), 4 * r, 2 * hidden * r, 0, 0);
    rows[1] = rows[10] = rows[16] = norm;
    rows[2] = rows[3] = rows[6] = rows[8] = square;
    rows[4] = rows[5] = rope;
    for (int cached : {5, 6})
    {
        rows[cached].activation_write = 0;
        rows[cached].cache_write = into_cache;
    }

    rows[7] = line(card, 4 * hidden * pairs, 7 * 32 * pairs, 0, 2 * hidden * r + 4 * hidden * batch * fresh, 2 * hidden * r, 4 * hidden * batch * (context - fresh), 0);
    rows[9] = rows[15] = sum;
    rows[11] = rows[12] = rows[14] = wide;
    rows[13] = line(card, 0, 5 * inner * r, 0, 4 * inner * r, 2 * inner * r, 0, 0);
    std::swap(rows[14].activation_read, rows[14].activation_write);
    rows[17] = {};
    rows[18] = line(card, 2 * hidden * vocabulary * batch, 0, 2 * hidden * vocabulary, 2 * hidden * batch, 2 * vocabulary * batch, 0, 0);

    total = {};
    for (int row = 0; row < 19; row++)
    {
        rows[row].op = row;
        rows[row].count = row >= 1 && row <= 15 ? layers : 1;
        add(total, rows[row]);
    }
}

extern "C" void hand_totals(const Card& card, double batch, double tokens, double context, double width, Step& step)
{
    step = totals(card, batch, tokens, context, width);
}

extern "C" void hand_whole(const Card& card, double batch, double prompt, double output, double width, Request& request)
{
    double ttft = totals(card, batch, prompt, prompt, width).time;
    double attended = 32 * 4 * hidden * batch * card.per_byte, worked = 32 * (4 * hidden * card.per_flop + 7 * 32 * card.per_vector_flop) * batch;
    double rest = (output - 1) * (totals(card, batch, 1, 0, width).time - attended);
    for (double context = prompt + 1; context < prompt + output; context++)
    {
        rest += std::max(worked * context, attended * (context + 1));
    }

    double latency = ttft + rest;
    double weights = (128 * (hidden * hidden) + 96 * (hidden * inner)) * (width + scale) + 65 * (2 * hidden) + 2 * (2 * vocabulary * hidden);
    double cache = 32 * (4 * hidden) * batch * (output > 1 ? prompt + output - 1 : prompt);
    double activations = std::max((2 * hidden + 6 * inner) * batch * prompt, 2 * vocabulary * batch + 2 * hidden * batch * prompt);
    double total = weights + cache + activations;
    request = {ttft, latency, output > 1 ? rest / (output - 1) : 0, batch * output / latency, card.power * latency, card.price * latency,
        weights, cache, activations, total, total <= card.capacity};
}

// Column by column, as a compiler makes vectors of it by itself.
extern "C" void hand_sweep(const Card& given, const int64_t* __restrict batch, const int64_t* __restrict prompt, const int64_t* __restrict length,
    const double* __restrict bits, double* __restrict ttft, double* __restrict tpot, double* __restrict flops, double* __restrict bytes, int64_t count)
{
    const Card card = given;
    for (int64_t i = 0; i < count; i++)
    {
        double b = static_cast<double>(batch[i]), p = static_cast<double>(prompt[i]), w = bits[i] * 0.125;
        Step prefill = totals(card, b, p, p, w), decode = totals(card, b, 1, static_cast<double>(length[i]), w);
        ttft[i] = prefill.time;
        tpot[i] = decode.time;
        flops[i] = prefill.flops + decode.flops;
        bytes[i] = prefill.bytes + decode.bytes;
    }
}
