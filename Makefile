# Every target is a script in scripts/; `make` alone prints this list.
.DEFAULT_GOAL := help
.PHONY: help demo test verify format down logs status clean up build kill-story bench-events soak-events bench-voice contracts contracts-baseline native-sources image psql redis-cli replay faults

help: ## this list
	@printf 'LeadFlip\n\n'
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | awk -F '|' '{ printf "  make %-16s %s\n", $$1, $$2 }'

demo: ## set up, build, start everything, run the story, leave it running
	@scripts/demo.sh

test: ## every test against real PostgreSQL and Redis, counted by module; MODULE=services/matching TEST=RankingTest for some
	@MODULE="$(MODULE)" TEST="$(TEST)" scripts/test.sh

verify: ## formatting, static checks, architecture rules and every test; what CI runs
	@scripts/verify.sh

format: ## format all sources
	@scripts/format.sh

down: ## stop exactly what was started here
	@scripts/down.sh

logs: ## last lines of all logs; NAME=matching for one, FOLLOW=1 to keep following
	@FOLLOW=$(FOLLOW) scripts/logs.sh $(NAME)

status: ## what runs, where, and whether it is ready
	@scripts/status.sh

clean: ## stop everything, remove .data/ and all build output
	@scripts/clean.sh

up: ## only the data stores, with the demo's database
	@scripts/up.sh

build: ## build what the demo runs, when a source has changed
	@scripts/build.sh

kill-story: ## the story while each service is killed with kill -9 in turn; then the checker
	@scripts/kill-story.sh

faults: ## everything that can go wrong, under load, then the checker; SCENARIO=name,… SEED=… RATE=… KILLS=…
	@scripts/faults.sh

contracts: ## write schemas and AsyncAPI anew from the records of contracts/
	@scripts/contracts.sh

contracts-baseline: ## take the schemas as they are for released; changes are tested against them
	@scripts/contracts-baseline.sh

native-sources: ## prepare all services for native-image and check the result
	@scripts/native-sources.sh

image: ## container images of all services (needs Docker or Podman); TAG=dev
	@TAG=$(TAG) scripts/image.sh

psql: ## psql on the demo's database
	@scripts/psql.sh

redis-cli: ## redis-cli on the demo's Redis
	@scripts/redis-cli.sh

bench-events: ## the delivery layer beside BullMQ and raw streams, on stores of its own; FULL=1 for ten million events
	@scripts/bench-events.sh

bench-voice: ## the media bridge beside other relays and a bare pass-through, each on one core
	@scripts/bench-voice.sh

soak-events: ## the delivery layer at a steady rate, memory watched; MINUTES=30 RATE=300
	@MINUTES=$(MINUTES) RATE=$(RATE) scripts/soak-events.sh

replay: ## tell facts of the outboxes again: FROM=<instant> [TO=<instant>] [TYPE=lead.submitted] [SERVICE=…] [DRY=1]
	@FROM="$(FROM)" TO="$(TO)" TYPE="$(TYPE)" SERVICE="$(SERVICE)" DRY="$(DRY)" scripts/replay.sh
